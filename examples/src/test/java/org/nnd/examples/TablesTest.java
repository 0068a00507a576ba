package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.data.Dataset;

/** The examples that bring their data learn what they should. */
final class TablesTest {
  @TempDir Path dir;

  /** The rows of a table in the order that a seed shuffles them to. */
  private static List<String> shuffled(String table, long seed) throws IOException {
    List<String> rows = Files.readAllLines(Project.EXAMPLES.resolve("data").resolve(table));
    List<String> result = new ArrayList<>();
    for (int row : Dataset.shuffled(rows.size() - 1, seed)) {
      result.add(rows.get(1 + row));
    }
    return result;
  }

  private static String label(String row) {
    return row.substring(row.lastIndexOf(',') + 1);
  }

  @Test
  void digitsAreRead() throws IOException {
    Run run = Run.of("digits.nnd", dir);
    assertEquals(20, run.log().size());
    assertTrue(run.last("val_accuracy") >= 0.97, run.log().toString());
  }

  @Test
  void aSecondRunGivesTheSameBits() throws IOException {
    Run first = Run.of("digits.nnd", dir.resolve("first"), "--epochs", 3);
    Run second = Run.of("digits.nnd", dir.resolve("second"), "--epochs", 3);
    assertEquals(first.logWithoutSeconds(), second.logWithoutSeconds());
    assertArrayEquals(first.bytes(), second.bytes());
  }

  @Test
  void whatPredictSaysAgreesWithTheAccuracyOfTheTraining() throws IOException {
    Run run = Run.of("digits.nnd", dir, "--epochs", 3);
    List<String> held = shuffled("digits.csv", 1).subList(0, 360);
    List<String> all = Files.readAllLines(Project.EXAMPLES.resolve("data/digits.csv"));
    List<String> table = new ArrayList<>(List.of(all.get(0)));
    table.addAll(held);
    Path file = Files.write(dir.resolve("held.csv"), table);
    assertEquals(run.last("val_accuracy"), agreement(run.predictions(file), held), 1e-6);
  }

  private static double agreement(List<String> predictions, List<String> rows) {
    assertEquals(rows.size(), predictions.size());
    int right = 0;
    for (int i = 0; i < rows.size(); i++) {
      right += label(rows.get(i)).equals(predictions.get(i)) ? 1 : 0;
    }
    return (double) right / rows.size();
  }

  @Test
  void irisesAreToldApart() throws IOException {
    Run run = Run.of("iris.nnd", dir);
    assertTrue(run.last("val_accuracy") >= 0.93, run.log().toString());
    List<String> rows = Files.readAllLines(Project.EXAMPLES.resolve("data/iris.csv"));
    double right =
        agreement(
            run.predictions(Project.EXAMPLES.resolve("data/iris.csv")),
            rows.subList(1, rows.size()));
    assertTrue(right >= 0.93, "named rightly: " + right);
  }

  @Test
  void diabetesIsForetoldBetterThanByTheMean() throws IOException {
    Run run = Run.of("diabetes.nnd", dir);
    double[] labels =
        shuffled("diabetes.csv", 1).stream()
            .mapToDouble(r -> Double.parseDouble(label(r)))
            .toArray();
    double[] held = Arrays.copyOfRange(labels, 0, 89);
    double mean = Arrays.stream(labels, 89, labels.length).average().orElseThrow();
    double error = Arrays.stream(held).map(y -> Math.abs(y - mean)).average().orElseThrow();
    double reached = run.last("val_mae");
    assertTrue(reached < 0.8 * error, "off by " + reached + ", by the mean " + error);
  }
}
