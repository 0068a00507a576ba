package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.ir.ElementType.BOOL;
import static org.nnd.ir.ElementType.DOUBLE;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT32;
import static org.nnd.ir.ElementType.INT64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.ir.TensorType;

class CsvTest {
  private static final TensorType NUMBER = TensorType.scalar(FLOAT);
  private static final TensorType CLASS = TensorType.scalar(INT64);

  @TempDir Path folder;

  @Test
  void oneInputTakesAllColumnsButTheLabel() throws IOException {
    Csv.Table table =
        read(
            "a,b,c,d,y\n1,2,3,4,0\n5,6,7,8.5,2\n",
            new Wanted(Map.of("x", TensorType.of(FLOAT, 2, 2)), Optional.of(CLASS), 3));
    Dataset data = table.dataset();
    assertEquals(List.of("a", "b", "c", "d"), table.features());
    assertEquals(List.of("y"), table.labels());
    assertEquals(List.of("x", Dataset.LABEL), List.copyOf(data.columns().keySet()));
    assertEquals(List.of(), data.classes());
    assertEquals(2, data.size());
    assertEquals(TensorType.of(FLOAT, 2, 2), data.columns().get("x").type());
    assertArrayEquals(new double[] {1, 2, 3, 4}, Written.numbers(data.columns().get("x"), 0));
    assertArrayEquals(new double[] {5, 6, 7, 8.5}, Written.numbers(data.columns().get("x"), 1));
    assertArrayEquals(new double[] {0, 2}, Written.all(data.columns().get(Dataset.LABEL)));
  }

  @Test
  void ofSeveralInputsEachTakesTheColumnOfItsName() throws IOException {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    inputs.put("weight", TensorType.of(DOUBLE, 1));
    inputs.put("age", TensorType.scalar(INT32));
    inputs.put("city", CLASS);
    inputs.put("smokes", TensorType.scalar(BOOL));
    Csv.Table table =
        read(
            "city,age,smokes,id,weight,risk\n9007199254740993,30,True,a,70.5,0.25\n7.0,4e1,0,b,80,1",
            new Wanted(inputs, Optional.of(NUMBER), 0));
    Map<String, Column> columns = table.dataset().columns();
    assertEquals(List.of("weight", "age", "city", "smokes"), table.features());
    assertEquals(List.of("risk"), table.labels());
    assertArrayEquals(new double[] {70.5, 80}, Written.all(columns.get("weight")));
    assertArrayEquals(new double[] {30, 40}, Written.all(columns.get("age")));
    assertArrayEquals(new double[] {9007199254740993L, 7}, Written.all(columns.get("city")));
    assertArrayEquals(new double[] {1, 0}, Written.all(columns.get("smokes")));
    assertArrayEquals(new double[] {0.25, 1}, Written.all(columns.get(Dataset.LABEL)));
  }

  @Test
  void whenPredictingAllColumnsAreFeatures() throws IOException {
    Csv.Table table = read("a,b\n1,2\n", predicting(2));
    assertEquals(List.of("a", "b"), table.features());
    assertEquals(List.of(), table.labels());
    assertArrayEquals(new double[] {1, 2}, Written.numbers(table.dataset().columns().get("x"), 0));
  }

  @Test
  void whenPredictingALabelThatIsThereIsNoFeature() throws IOException {
    Csv.Table table = Tables.read(file("a,y,b\n1,?,2\n"), predicting(2), List.of("y"), List.of());
    assertEquals(List.of("a", "b"), table.features());
    assertEquals(List.of(), table.labels());
  }

  @Test
  void namedFeaturesAreFoundInAnyOrder() throws IOException {
    Csv.Table table =
        Tables.read(file("id,b,a\nfirst,2,1\n"), predicting(2), List.of("y"), List.of("a", "b"));
    assertEquals(List.of("a", "b"), table.features());
    assertArrayEquals(new double[] {1, 2}, Written.numbers(table.dataset().columns().get("x"), 0));
  }

  @Test
  void severalColumnsMakeALabelOfNumbers() throws IOException {
    Wanted wanted = new Wanted(Map.of("x", NUMBER), Optional.of(TensorType.of(DOUBLE, 2)), 0);
    Csv.Table table = Tables.read(file("u,a,v\n1,2,3\n"), wanted, List.of("v", "u"), List.of());
    assertEquals(List.of("a"), table.features());
    assertEquals(List.of("v", "u"), table.labels());
    assertArrayEquals(
        new double[] {3, 1}, Written.numbers(table.dataset().columns().get(Dataset.LABEL), 0));
  }

  @Test
  void textsAreClassesInSortedOrder() throws IOException {
    Dataset data = read("a,y\n1,dog\n2,ant\n3,dog\n4,cat\n", classes(5)).dataset();
    assertEquals(List.of("ant", "cat", "dog"), data.classes());
    assertArrayEquals(new double[] {2, 0, 2, 1}, Written.all(data.columns().get(Dataset.LABEL)));
  }

  /** Where one label is no number, those that look like numbers are names too. */
  @Test
  void numbersAmongTextsAreNames() throws IOException {
    Dataset data = read("a,y\n1,7\n2,other\n3,3\n", classes(3)).dataset();
    assertEquals(List.of("3", "7", "other"), data.classes());
    assertArrayEquals(new double[] {1, 2, 0}, Written.all(data.columns().get(Dataset.LABEL)));
  }

  @Test
  void wholeNumbersAreClassNumbersHoweverWritten() throws IOException {
    Dataset data = read("a,y\n1,1\n2,1.0\n3,0e0\n4,01\n", classes(2)).dataset();
    assertEquals(List.of(), data.classes());
    assertArrayEquals(new double[] {1, 1, 0, 1}, Written.all(data.columns().get(Dataset.LABEL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFa,b\n1,2\n3,4\n",
        "\uFEFF\"a\",b\n1,2\n3,4\n",
        "a,b\r\n1,2\r\n3,4\r\n",
        "a,b\n1,2\n3,4",
        "\na,b\n\n1,2\n\n3,4\n\n \n\n",
        " a , b \n 1,\t2\n3 ,4\n",
        "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",4\n",
      })
  void takesFilesAsProgramsWriteThem(String text) throws IOException {
    Csv.Table table = read(text, predicting(2));
    Column x = table.dataset().columns().get("x");
    assertEquals(List.of("a", "b"), table.features());
    assertEquals(2, x.size());
    assertArrayEquals(new double[] {1, 2}, Written.numbers(x, 0));
    assertArrayEquals(new double[] {3, 4}, Written.numbers(x, 1));
  }

  @Test
  void quotedCellsHoldAnything() throws IOException {
    Csv.Table table =
        read("\"width, in cm\",kind\n1,\"a \"\"b\"\"\"\n2,\"c,\nd\"\n3,é\n", classes(3));
    assertEquals(List.of("width, in cm"), table.features());
    assertEquals(List.of("a \"b\"", "c,\nd", "é"), table.dataset().classes());
  }

  /** More rows than fit into one block, and rows that are longer than a block. */
  @Test
  void growsWithTheFile() throws IOException {
    StringBuilder tall = new StringBuilder("a,y\n");
    for (int i = 0; i < 40_000; i++) {
      tall.append(i).append(',').append(i % 3).append('\n');
    }
    Map<String, Column> columns = read(tall.toString(), classes(3)).dataset().columns();
    for (int i = 0; i < 40_000; i += 1111) {
      assertArrayEquals(new double[] {i}, Written.numbers(columns.get("x"), i));
      assertArrayEquals(new double[] {i % 3}, Written.numbers(columns.get(Dataset.LABEL), i));
    }
    StringBuilder wide = new StringBuilder("c0");
    for (int i = 1; i < 20_000; i++) {
      wide.append(",c").append(i);
    }
    wide.append('\n').append("1,".repeat(19_999)).append("1\n");
    wide.append("2,".repeat(19_999)).append("2\n");
    Column x = read(wide.toString(), predicting(20_000)).dataset().columns().get("x");
    assertEquals(2, x.size());
    assertEquals(1, Written.numbers(x, 0)[19_999]);
    assertEquals(2, Written.numbers(x, 1)[0]);
  }

  private static Wanted predicting(int features) {
    return new Wanted(Map.of("x", TensorType.of(FLOAT, features)), Optional.empty(), 0);
  }

  private static Wanted classes(int classes) {
    return new Wanted(Map.of("x", NUMBER), Optional.of(CLASS), classes);
  }

  private Csv.Table read(String text, Wanted wanted) throws IOException {
    return Tables.read(file(text), wanted, List.of(), List.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }
}
