package org.nnd.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.nnd.ir.ElementType.BOOL;
import static org.nnd.ir.ElementType.DOUBLE;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.FLOAT16;
import static org.nnd.ir.ElementType.INT32;
import static org.nnd.ir.ElementType.INT64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** What is said about wrong CSV files, word for word. */
class CsvMistakesTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> files() {
    Wanted number = predicting(FLOAT, 1);
    return Stream.of(
        wrong(
            "",
            number,
            """
            data.csv: error[NND0403]: the file is empty
              help: the first line names the columns, and a row for each example follows
            """),
        wrong(
            "\n\n",
            number,
            """
            data.csv: error[NND0403]: the file is empty
              help: the first line names the columns, and a row for each example follows
            """),
        wrong(
            "a\0b\n1\n",
            number,
            """
            data.csv: error[NND0404]: this is not a text file
              help: save it again as plain text in UTF-8, or choose another file
            """),
        wrong(
            "a\n1\n\0\n",
            number,
            """
            data.csv: error[NND0404]: this is not a text file
              help: save it again as plain text in UTF-8, or choose another file
            """),
        wrong(
            "größe\n1\n".getBytes(ISO_8859_1),
            number,
            """
            data.csv: error[NND0404]: this is not a text file
              help: save it again as plain text in UTF-8, or choose another file
            """),
        wrong(
            "\uFEFFa\n1\n".getBytes(UTF_16LE),
            number,
            """
            data.csv: error[NND0404]: this is not a text file
              help: save it again as plain text in UTF-8, or choose another file
            """),
        wrong(
            "a\n\n",
            number,
            """
            data.csv:1: error[NND0410]: there are no rows under the header
            """),
        wrong(
            "1,0,0\n2,3,4\n",
            number,
            """
            data.csv:1: error[NND0412]: two columns are called '0'
              note: they are columns 2 and 3
              help: the first line must name the columns; does it hold an example?
            """),
        wrong(
            "\na,,b, ,\n1,2,3,4,5\n",
            number,
            """
            data.csv:2: error[NND0411]: column 2 has no name
              help: give it a name, or remove the column
            data.csv:2: error[NND0411]: column 4 has no name
              help: give it a name, or remove the column
            data.csv:2: error[NND0411]: column 5 has no name
              help: give it a name, or remove the column
            """),
        wrong(
            "a,b,a,b,b,b\n1,2,3,4,5,6\n",
            number,
            """
            data.csv:1: error[NND0412]: two columns are called 'a'
              note: they are columns 1 and 3
              help: rename one of them
            data.csv:1: error[NND0412]: two columns are called 'b'
              note: they are columns 2 and 4
              help: rename one of them
            data.csv:1: error[NND0412]: two columns are called 'b'
              note: they are columns 2 and 5
              help: rename one of them
            """),
        wrong(
            "a;b\n1;2\n",
            number,
            """
            data.csv:1: error[NND0413]: the columns are separated by ';', not by ','
              help: save the table again with commas between the columns
            """),
        wrong(
            "a\tb\n1\t2\n",
            number,
            """
            data.csv:1: error[NND0413]: the columns are separated by a tab, not by ','
              help: save the table again with commas between the columns
            """),
        wrong(
            "a\n1\n\n\"2\n3\n",
            number,
            """
            data.csv:4: error[NND0414]: the quotes of this row don't match
              help: a quote within quotes is written twice: ""
            """),
        wrong(
            "a\n\"1\"2\n",
            number,
            """
            data.csv:2: error[NND0414]: the quotes of this row don't match
              help: a quote within quotes is written twice: ""
            """),
        wrong(
            "\"a\n1\n",
            number,
            """
            data.csv:1: error[NND0414]: the quotes of this row don't match
              help: a quote within quotes is written twice: ""
            """));
  }

  @TestFactory
  Stream<DynamicTest> rows() {
    Wanted two = predicting(FLOAT, 2);
    return Stream.of(
        wrong(
            "a,b\n1,2\n3\n",
            two,
            """
            data.csv:3: error[NND0415]: this row has 1 cell, but the header has 2 columns
            """),
        wrong(
            "a,b\n1,2,3\n\n4,\"5\n6\",7\n\n8\n9\n",
            two,
            """
            data.csv:2: error[NND0415]: this row has 3 cells, but the header has 2 columns
              help: a cell that holds a comma needs quotes around it
            data.csv:4: error[NND0415]: this row has 3 cells, but the header has 2 columns
              help: a cell that holds a comma needs quotes around it
            data.csv:7: error[NND0415]: this row has 1 cell, but the header has 2 columns
            """),
        wrong(
            "a,b\n1,\n ,2\n",
            two,
            """
            data.csv:2: error[NND0430]: column 'b' has no value
              help: fill it in, remove the row, or say what it means: missing=mean
            data.csv:3: error[NND0430]: column 'a' has no value
              help: fill it in, remove the row, or say what it means: missing=mean
            """),
        wrong(
            "a,b\n1,two\nNaN,0x10\n1f,2\n?,?\n",
            two,
            """
            data.csv:2: error[NND0431]: 'two' in column 'b' is not a number
              help: a number is written like 3, -0.5 or 1e-3; names need categories=one_hot
            data.csv:3: error[NND0431]: 'NaN' in column 'a' is not a number
              help: a number is written like 3, -0.5 or 1e-3; names need categories=one_hot
            data.csv:4: error[NND0431]: '1f' in column 'a' is not a number
              help: a number is written like 3, -0.5 or 1e-3; names need categories=one_hot
            """),
        wrong(
            "a,b\n1,\"" + "long\n".repeat(20) + "\"\n",
            two,
            """
            data.csv:2: error[NND0431]: 'long long long long long long long long ...' in column 'b' is not a number
              help: a number is written like 3, -0.5 or 1e-3; names need categories=one_hot
            """),
        wrong(
            "a,b\n1,1e39\n-1e999,1e38\n",
            two,
            """
            data.csv:2: error[NND0433]: '1e39' in column 'b' does not fit in float
            data.csv:3: error[NND0433]: '-1e999' in column 'a' does not fit in float
            """),
        wrong(
            "a\n1e309\n",
            predicting(DOUBLE, 1),
            """
            data.csv:2: error[NND0433]: '1e309' in column 'a' does not fit in double
            """),
        wrong(
            "a\n1.5\nx\n3000000000\n",
            predicting(INT32, 1),
            """
            data.csv:2: error[NND0432]: '1.5' in column 'a' is not a whole number
            data.csv:3: error[NND0431]: 'x' in column 'a' is not a number
              help: a number is written like 3, -0.5 or 1e-3; names need categories=one_hot
            data.csv:4: error[NND0433]: '3000000000' in column 'a' does not fit in int32
            """),
        wrong(
            "a\n9223372036854775808\n1e-9999999999\n",
            predicting(INT64, 1),
            """
            data.csv:2: error[NND0433]: '9223372036854775808' in column 'a' does not fit in int64
            data.csv:3: error[NND0433]: '1e-9999999999' in column 'a' does not fit in int64
            """),
        wrong(
            "a\nyes\n2\n",
            predicting(BOOL, 1),
            """
            data.csv:2: error[NND0434]: 'yes' in column 'a' is not true, false, 1 or 0
            data.csv:3: error[NND0434]: '2' in column 'a' is not true, false, 1 or 0
            """),
        wrong(
            "a,b\nx,1\n1,\"2\"3\n",
            two,
            """
            data.csv:2: error[NND0431]: 'x' in column 'a' is not a number
              help: a number is written like 3, -0.5 or 1e-3; names need categories=one_hot
            data.csv:3: error[NND0414]: the quotes of this row don't match
              help: a quote within quotes is written twice: ""
            """));
  }

  @TestFactory
  Stream<DynamicTest> columns() {
    Map<String, TensorType> several = new LinkedHashMap<>();
    several.put("age", TensorType.scalar(FLOAT));
    several.put("size", TensorType.scalar(FLOAT));
    Map<String, TensorType> wide = new LinkedHashMap<>();
    wide.put("age", TensorType.of(FLOAT, 3));
    wide.put("size", TensorType.scalar(FLOAT));
    Optional<TensorType> label = Optional.of(TensorType.scalar(FLOAT));
    Optional<TensorType> three = Optional.of(TensorType.of(FLOAT, 3));
    String many = IntStream.range(0, 64).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
    Wanted learning = new Wanted(Map.of("x", TensorType.of(FLOAT, 2)), label, 0);
    return Stream.of(
        wrong(
            "width,length,kind\n1,2,3\n",
            learning,
            List.of("kinds"),
            List.of(),
            """
            data.csv:1: error[NND0420]: there is no column 'kinds' for the label
              note: the columns are width, length, kind
              help: did you mean kind?
            """),
        wrong(
            "width,length\n1,2\n",
            predicting(FLOAT, 3),
            List.of(),
            List.of("widht", "length", "colour"),
            """
            data.csv:1: error[NND0420]: there is no column 'widht' for input x
              note: the columns are width, length
              help: did you mean width?
            data.csv:1: error[NND0420]: there is no column 'colour' for input x
              note: the columns are width, length
            """),
        wrong(
            "agee,weight,y\n1,2,3\n",
            new Wanted(several, label, 0),
            List.of(),
            List.of(),
            """
            data.csv:1: error[NND0420]: there is no column 'age' for input age
              note: the columns are agee, weight, y
              help: did you mean agee?
            data.csv:1: error[NND0420]: there is no column 'size' for input size
              note: the columns are agee, weight, y
            """),
        wrong(
            "y,size,age\n1,2,3\n",
            new Wanted(several, label, 0),
            List.of(),
            List.of(),
            """
            data.csv:1: error[NND0421]: column 'age' can't be a feature and the label
              help: say which column is the label
            """),
        wrong(
            "y,size,age\n1,2,3\n",
            new Wanted(wide, label, 0),
            List.of("y"),
            List.of(),
            """
            data.csv:1: error[NND0422]: input age is float[3] and takes 3 columns, but gets 1
              note: the columns are y, size, age; the label is y
              help: of several inputs, each takes the one column that has its name
            """),
        wrong(
            "a,b\n1,2\n",
            learning,
            List.of("b"),
            List.of("a", "b"),
            """
            data.csv:1: error[NND0421]: column 'b' can't be a feature and the label
              help: say which column is the label
            """),
        wrong(
            many + ",digit\n",
            new Wanted(Map.of("image", TensorType.of(FLOAT, 1, 28, 28)), label, 0),
            """
            data.csv:1: error[NND0422]: input image is float[1, 28, 28] and takes 784 columns, but gets 64
              note: the columns are p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, ... (65 in all); the label is digit
              help: an input takes all columns but the label's
            """),
        wrong(
            "y\n1\n",
            learning,
            """
            data.csv:1: error[NND0422]: input x is float[2] and takes 2 columns, but gets 0
              note: the columns are y; the label is y
              help: an input takes all columns but the label's
            """),
        wrong(
            "a,b,y\n1,2,3\n",
            new Wanted(Map.of("x", TensorType.of(FLOAT, 2)), three, 0),
            """
            data.csv:1: error[NND0422]: the label is float[3] and takes 3 columns, but gets 1
              note: the columns are a, b, y; the label is y
              help: say which columns are the label
            """),
        wrong(
            "a,b,u,v\n1,2,3,4\n",
            learning,
            List.of("u", "v"),
            List.of(),
            """
            data.csv:1: error[NND0422]: the label is float and takes 1 column, but gets 2
              note: the columns are a, b, u, v; the label is u, v
              help: say which columns are the label
            """),
        wrong(
            "a\n1\n",
            predicting(FLOAT16, 1),
            """
            data.csv:1: error[NND0423]: input x is float16[1], which CSV files can't fill
              help: float, double, int32, int64 and bool can be filled
            """));
  }

  @TestFactory
  Stream<DynamicTest> labels() {
    return Stream.of(
        wrong(
            "a,y\n1,0\n2,3\n3,-1\n4,3\n",
            classes(3),
            """
            data.csv:3: error[NND0440]: '3' in column 'y' is not the number of a class
              note: the classes are 0 to 2
            data.csv:4: error[NND0440]: '-1' in column 'y' is not the number of a class
              note: the classes are 0 to 2
            """),
        wrong(
            "a,y\n1,1\n2,1.5\n3,2.5\n",
            classes(3),
            """
            data.csv:3: error[NND0432]: '1.5' in column 'y' is not a whole number
              help: a label is the number of a class, or its name
            data.csv:4: error[NND0432]: '2.5' in column 'y' is not a whole number
              help: a label is the number of a class, or its name
            """),
        wrong(
            "a,y\n1,5\n2,6\n3,7\n4,8\n",
            classes(1),
            """
            data.csv:2: error[NND0440]: '5' in column 'y' is not the number of a class
              note: the classes are 0 to 0
            data.csv:3: error[NND0440]: '6' in column 'y' is not the number of a class
              note: the classes are 0 to 0
            data.csv:4: error[NND0440]: '7' in column 'y' is not the number of a class
              note: the classes are 0 to 0
            """),
        wrong(
            "a,y\n1,\n",
            classes(1),
            """
            data.csv:2: error[NND0430]: column 'y' has no value
              help: fill it in, remove the row, or say what it means: missing=mean
            """),
        wrong(
            "a,y\n1,dog\n2,cat\n3,dog\n",
            classes(1),
            """
            data.csv: error[NND0441]: there are 2 different labels, but the network has 1 class
              note: the labels are cat, dog
            """),
        wrong(
            "a,y\n1,0\n2,1\n3,?\n",
            classes(2),
            """
            data.csv: error[NND0441]: there are 3 different labels, but the network has 2 classes
              note: the labels are 0, 1, ?
              note: they are names, for '?' on line 4 is not a number
            """));
  }

  @Test
  void missing() throws IOException {
    Files.writeString(folder.resolve("iris.csv"), "a\n1\n");
    assertEquals(
        """
        error[NND0401]: there is no file irsi.csv
          note: looked for irsi.csv
          help: did you mean iris.csv?
        """,
        said(folder.resolve("irsi.csv"), predicting(FLOAT, 1)));
  }

  @Test
  void folder() {
    assertEquals(
        """
        (folder): error[NND0402]: can't be read: it is a folder
        """,
        said(folder, predicting(FLOAT, 1)));
  }

  private String said(Path file, Wanted wanted) {
    return Rendered.mistakes(folder, () -> Tables.read(file, wanted, List.of(), List.of()));
  }

  private static Wanted predicting(ElementType element, int features) {
    return new Wanted(Map.of("x", TensorType.of(element, features)), Optional.empty(), 0);
  }

  private static Wanted classes(int classes) {
    return new Wanted(
        Map.of("x", TensorType.scalar(FLOAT)), Optional.of(TensorType.scalar(INT64)), classes);
  }

  private DynamicTest wrong(String text, Wanted wanted, String said) {
    return wrong(text.getBytes(UTF_8), wanted, List.of(), List.of(), said);
  }

  private DynamicTest wrong(byte[] bytes, Wanted wanted, String said) {
    return wrong(bytes, wanted, List.of(), List.of(), said);
  }

  private DynamicTest wrong(
      String text, Wanted wanted, List<String> labels, List<String> features, String said) {
    return wrong(text.getBytes(UTF_8), wanted, labels, features, said);
  }

  private DynamicTest wrong(
      byte[] bytes, Wanted wanted, List<String> labels, List<String> features, String said) {
    return dynamicTest(
        said.lines().findFirst().orElseThrow(),
        () -> {
          Path file = Files.write(folder.resolve("data.csv"), bytes);
          assertEquals(
              said, Rendered.mistakes(folder, () -> Tables.read(file, wanted, labels, features)));
        });
  }
}
