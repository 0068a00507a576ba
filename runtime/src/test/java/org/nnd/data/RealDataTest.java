package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT64;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.text.Cleaning;
import org.nnd.text.Tokenizer;

/** The data sets that everybody knows; skipped where the folder {@code shared/data} is missing. */
class RealDataTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data");
  private static final Optional<TensorType> CLASS = Optional.of(TensorType.scalar(INT64));

  @Test
  void digits() {
    Wanted wanted = new Wanted(Map.of("image", TensorType.of(FLOAT, 1, 8, 8)), CLASS, 10);
    Csv.Table table = Tables.read(file("csv/digits.csv"), wanted, List.of(), List.of());
    Dataset data = table.dataset();
    assertEquals(1797, data.size());
    assertEquals(List.of(), data.classes());
    assertEquals(IntStream.range(0, 64).mapToObj(i -> "p" + i).toList(), table.features());
    assertEquals(List.of("digit"), table.labels());
    assertArrayEquals(new double[] {0, 1, 2, 3}, firstLabels(data, 4));
    assertArrayEquals(
        new double[] {0, 0, 5, 13, 9, 1, 0, 0},
        Arrays.copyOf(Written.numbers(data.columns().get("image"), 0), 8));
  }

  @Test
  void iris() {
    Wanted wanted = new Wanted(Map.of("flower", TensorType.of(FLOAT, 4)), CLASS, 3);
    Dataset data = Tables.read(file("csv/iris.csv"), wanted, List.of(), List.of()).dataset();
    assertEquals(150, data.size());
    assertEquals(List.of("setosa", "versicolor", "virginica"), data.classes());
    assertEquals(2, Written.numbers(data.columns().get(Dataset.LABEL), 149)[0]);
  }

  @Test
  void wine() {
    Wanted wanted = new Wanted(Map.of("wine", TensorType.of(FLOAT, 13)), CLASS, 3);
    Dataset data = Tables.read(file("csv/wine.csv"), wanted, List.of(), List.of()).dataset();
    assertEquals(178, data.size());
    assertEquals(1065, Written.numbers(data.columns().get("wine"), 0)[12]);
  }

  @Test
  void diabetes() {
    Optional<TensorType> number = Optional.of(TensorType.of(FLOAT, 1));
    Wanted wanted = new Wanted(Map.of("patient", TensorType.of(FLOAT, 10)), number, 0);
    Dataset data = Tables.read(file("csv/diabetes.csv"), wanted, List.of(), List.of()).dataset();
    assertEquals(442, data.size());
    assertArrayEquals(new double[] {151, 75}, firstLabels(data, 2));
  }

  /** With the labels of the first five images, and the sum of the first image's pixels. */
  @ParameterizedTest
  @CsvSource({
    "mnist, true, 60000, 50419, 27525",
    "mnist, false, 10000, 72104, 18454",
    "fashion-mnist, true, 60000, 90030, 76247",
    "fashion-mnist, false, 10000, 92116, 33456",
  })
  void images(String set, boolean training, int size, String labels, int sum) {
    Wanted wanted = new Wanted(Map.of("image", TensorType.of(FLOAT, 1, 28, 28)), CLASS, 10);
    Dataset data = Idx.images(file(set), training, wanted);
    assertEquals(size, data.size());
    assertArrayEquals(
        labels.chars().mapToDouble(c -> c - '0').toArray(), firstLabels(data, labels.length()));
    double[] first = Written.numbers(data.columns().get("image"), 0);
    assertEquals(sum, Arrays.stream(first).sum() * 255, 0.01);
  }

  /** As Dive into Deep Learning tokenizes it: 173,428 characters, 28 different ones. */
  @Test
  void timeMachine() {
    TensorType window = new TensorType(INT64, Shape.of(new Dim.Named("T")));
    Wanted wanted = new Wanted(Map.of("text", window), Optional.of(window), 28);
    Tokenizer.Kind kind =
        new Tokenizer.Kind("characters", new Cleaning(true, true), Optional.empty(), false);
    Corpus.Cutting cutting =
        new Corpus.Cutting(
            kind, Optional.of(32), Optional.of(1), Optional.empty(), false, Optional.empty());
    Fitted read =
        Corpus.read(
            file("text/timemachine.txt"),
            wanted,
            cutting,
            new Holdout(0, 0, Holdout.How.RANDOM, 1));
    assertEquals(173_428 - 32, read.parts().training().size());
    TextSchema text = read.schema().text().orElseThrow();
    int[] first =
        Arrays.stream(Written.numbers(read.parts().training().columns().get("text"), 0))
            .mapToInt(x -> (int) x)
            .toArray();
    assertEquals("the time machine by h g wells i ", text.tokenizer().encoding().decode(first));
  }

  private static double[] firstLabels(Dataset data, int count) {
    int[] first = IntStream.range(0, count).toArray();
    return Written.all(data.select(first).columns().get(Dataset.LABEL));
  }

  private static Path file(String name) {
    Path file = DATA.resolve(name);
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file;
  }
}
