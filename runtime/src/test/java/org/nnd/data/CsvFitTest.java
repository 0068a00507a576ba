package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.ir.ElementType.DOUBLE;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** What is found out about the training part of a table, and how other tables are read by it. */
class CsvFitTest {
  private static final TensorType CLASS = TensorType.scalar(INT64);
  private static final Holdout NOTHING = new Holdout(0, 0, Holdout.How.ORDERED, 1);
  private static final Holdout LAST = new Holdout(0.25, 0, Holdout.How.ORDERED, 1);

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Wanted wanted(ElementType element, int features) {
    return new Wanted(Map.of("x", TensorType.of(element, features)), Optional.of(CLASS), 3);
  }

  private static Csv.Reading reading(Missing missing, boolean oneHot, Normalizing normalizing) {
    return new Csv.Reading(List.of(), missing, oneHot, normalizing);
  }

  private Fitted fit(String text, Wanted wanted, Csv.Reading reading, Holdout holdout)
      throws IOException {
    Optional<Path> none = Optional.empty();
    return Csv.fit(file("a.csv", text), none, none, wanted, reading, holdout);
  }

  private static double[] x(Dataset data, int example) {
    return Written.numbers(data.columns().get("x"), example);
  }

  /** The values to learn from are 1, 4, 1; the last row is held out. */
  @ParameterizedTest
  @CsvSource({"ZERO, 0", "MEAN, 2", "MEDIAN, 1"})
  void missingValuesAreFilledFromTheTrainingPart(Missing missing, double filled)
      throws IOException {
    String text = "a,b,y\n1,7,0\n,7,0\n4,7,1\n1,7,0\n9,7,1\nNA,?,0\n";
    Holdout holdout = new Holdout(2 / 6.0, 0, Holdout.How.ORDERED, 1);
    Fitted read = fit(text, wanted(DOUBLE, 2), reading(missing, false, Normalizing.NONE), holdout);
    assertArrayEquals(new double[] {1, 7}, x(read.parts().training(), 0));
    assertArrayEquals(new double[] {filled, 7}, x(read.parts().training(), 1));
    Dataset held = read.parts().validation().orElseThrow();
    assertArrayEquals(new double[] {9, 7}, x(held, 0));
    assertArrayEquals(new double[] {filled, missing == Missing.ZERO ? 0 : 7}, x(held, 1));
  }

  @Test
  void rowsAreDropped() throws IOException {
    Dataset data =
        fit(
                "a,b,y\n1,2,0\n,2,0\n1,2,\n3,4,1\n",
                wanted(FLOAT, 2),
                reading(Missing.DROP, false, Normalizing.NONE),
                NOTHING)
            .parts()
            .training();
    assertEquals(2, data.size());
    assertArrayEquals(new double[] {3, 4}, x(data, 1));
  }

  @Test
  void numbersAreScaledByTheTrainingPart() throws IOException {
    String text = "a,b,y\n1,5,0\n2,5,0\n3,5,1\n10,6,1\n";
    Fitted standard =
        fit(text, wanted(DOUBLE, 2), reading(Missing.ERROR, false, Normalizing.STANDARD), LAST);
    double deviation = Math.sqrt(2 / 3.0);
    assertArrayEquals(new double[] {-1 / deviation, 0}, x(standard.parts().training(), 0), 1e-12);
    assertArrayEquals(
        new double[] {8 / deviation, 1}, x(standard.parts().validation().orElseThrow(), 0), 1e-12);
    Fitted minmax =
        fit(text, wanted(FLOAT, 2), reading(Missing.ERROR, false, Normalizing.MINMAX), LAST);
    assertArrayEquals(new double[] {0.5, 0}, x(minmax.parts().training(), 1));
    assertArrayEquals(new double[] {4.5, 1}, x(minmax.parts().validation().orElseThrow(), 0));
    assertEquals(
        Map.of("a", new Scaling(null, 1, 2), "b", new Scaling(null, 5, 1)),
        minmax.schema().scalings());
  }

  @Test
  void namesBecomeAColumnForEach() throws IOException {
    Fitted read =
        fit(
            "size,colour,code,y\n10,red,7,0\n20,blue,7,0\n30,red,B,1\n",
            wanted(FLOAT, 5),
            reading(Missing.ERROR, true, Normalizing.MINMAX),
            NOTHING);
    assertEquals(
        Map.of("colour", List.of("blue", "red"), "code", List.of("7", "B")),
        read.schema().categories());
    Dataset all = read.parts().training();
    assertArrayEquals(new double[] {0, 0, 1, 1, 0}, x(all, 0));
    assertArrayEquals(new double[] {0.5, 1, 0, 1, 0}, x(all, 1));
    assertArrayEquals(new double[] {1, 0, 1, 0, 1}, x(all, 2));
  }

  @Test
  void otherTablesAreReadTheSameWay() throws IOException {
    Fitted read =
        fit(
            "size,colour,y\n0,red,pear\n20,blue,apple\n,red,apple\n",
            wanted(FLOAT, 3),
            reading(Missing.MEAN, true, Normalizing.MINMAX),
            NOTHING);
    Path other = file("b.csv", "colour,size,y\nblue,40,pear\n,,pear\n");
    Dataset labelled = Csv.read(other, wanted(FLOAT, 3), read.schema());
    assertArrayEquals(new double[] {2, 1, 0}, x(labelled, 0));
    assertArrayEquals(new double[] {0.5, 0, 0}, x(labelled, 1));
    assertArrayEquals(new double[] {1, 1}, Written.all(labelled.columns().get(Dataset.LABEL)));
    Wanted predicting = new Wanted(Map.of("x", TensorType.of(FLOAT, 3)), Optional.empty(), 0);
    assertArrayEquals(new double[] {2, 1, 0}, x(Csv.read(other, predicting, read.schema()), 0));

    Path strange = file("c.csv", "colour,size,y\ngreen,40,peer\nred,4,kiwi\n");
    assertEquals(
        """
        c.csv:2: error[NND0485]: 'green' in column 'colour' is none of the categories that are known
          note: they are blue, red
        """,
        Rendered.mistakes(folder, () -> Csv.read(strange, predicting, read.schema())));
    Path unknown = file("d.csv", "colour,size,y\nred,40,peer\nred,4,kiwi\n");
    assertEquals(
        """
        d.csv:2: error[NND0482]: 'peer' in column 'y' is none of the known classes
          note: the classes are apple, pear
          help: did you mean pear?
        d.csv:3: error[NND0482]: 'kiwi' in column 'y' is none of the known classes
          note: the classes are apple, pear
        """,
        Rendered.mistakes(folder, () -> Csv.read(unknown, wanted(FLOAT, 3), read.schema())));
  }

  @Test
  void partsInFilesOfTheirOwn() throws IOException {
    Path test = file("test.csv", "b,a,y\n9,4,two\n");
    Fitted read =
        Csv.fit(
            file("a.csv", "a,b,y\n1,5,one\n2,5,two\n"),
            Optional.empty(),
            Optional.of(test),
            wanted(FLOAT, 2),
            reading(Missing.ERROR, false, Normalizing.MINMAX),
            new Holdout(0.5, 0, Holdout.How.ORDERED, 1));
    assertEquals(1, read.parts().validation().orElseThrow().size());
    Dataset tested = read.parts().test().orElseThrow();
    assertArrayEquals(new double[] {3, 4}, x(tested, 0));
    assertArrayEquals(new double[] {1}, Written.all(tested.columns().get(Dataset.LABEL)));
  }

  private String said(String text, Wanted wanted, Csv.Reading reading) {
    return Rendered.mistakes(folder, () -> fit(text, wanted, reading, NOTHING));
  }

  @Test
  void wholeNumbersHaveNoMean() throws IOException {
    assertEquals(
        """
        a.csv: error[NND0481]: only float and double columns are scaled or have a mean, but an input is int64[1]
          help: declare the input as float, or use missing=zero or missing=drop
        """,
        said("a,y\n1,0\n", wanted(INT64, 1), reading(Missing.MEAN, false, Normalizing.NONE)));
    assertArrayEquals(
        new double[] {0},
        x(
            fit(
                    "a,y\n,0\n",
                    wanted(INT64, 1),
                    reading(Missing.ZERO, false, Normalizing.NONE),
                    NOTHING)
                .parts()
                .training(),
            0));
  }

  @Test
  void whatCategoriesAdd() {
    assertEquals(
        """
        a.csv:1: error[NND0422]: input x is float[2] and takes 2 columns, but gets 3
          note: the columns are size, colour, y; the label is y
          help: an input takes all columns but the label's; names are a column for each: colour as 2
        """,
        said(
            "size,colour,y\n10,red,0\n20,blue,0\n",
            wanted(FLOAT, 2),
            reading(Missing.ERROR, true, Normalizing.NONE)));
  }

  @Test
  void tooManyNames() {
    StringBuilder text = new StringBuilder("name,y\n");
    for (int i = 0; i <= 10_000; i++) {
      text.append("n").append(i).append(",0\n");
    }
    assertEquals(
        """
        a.csv:1: error[NND0484]: column 'name' has more than 10000 different names
          help: are they categories? leave the column out, or number them
        """,
        said(text.toString(), wanted(FLOAT, 2), reading(Missing.ERROR, true, Normalizing.NONE)));
  }
}
