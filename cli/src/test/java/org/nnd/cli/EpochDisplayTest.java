package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nnd.runtime.Epoch;
import org.nnd.train.Measure;

final class EpochDisplayTest {
  private final StringWriter shown = new StringWriter();

  private EpochDisplay display(int epochs, boolean terminal) {
    EpochLog log = new EpochLog(Optional.empty(), List.of());
    return new EpochDisplay(new PrintWriter(shown), epochs, List.of(), terminal, log);
  }

  private String shown() {
    return shown.toString().replace(System.lineSeparator(), "\n");
  }

  private static Map<String, Measure> numbers(double loss, double accuracy) {
    Map<String, Measure> numbers = new LinkedHashMap<>();
    numbers.put("loss", new Measure.Single(loss));
    numbers.put("accuracy", new Measure.Single(accuracy));
    return numbers;
  }

  private static Map<String, Measure> with(Map<String, Measure> numbers, long... counts) {
    int size = (int) Math.sqrt(counts.length);
    List<Long> all = Arrays.stream(counts).boxed().toList();
    numbers.put(
        "confusion",
        new Measure.Matrix(
            IntStream.range(0, size)
                .mapToObj(i -> all.subList(i * size, i * size + size))
                .toList()));
    return numbers;
  }

  private static Epoch measured(int number) {
    return new Epoch(
        number, with(numbers(1, 1), 0, 0, 0, 0), with(numbers(2, 0.5), 5, 12345, 0, 1), 0);
  }

  @Test
  void theMatrixOfTheLastEpochIsShownForTheExamplesHeldOut() {
    EpochLog log = new EpochLog(Optional.empty(), List.of());
    List<String> classes = List.of("no", "yes");
    try (EpochDisplay display = new EpochDisplay(new PrintWriter(shown), 2, classes, false, log)) {
      display.end(measured(1));
      display.end(measured(2));
    }
    assertEquals(
        """
        epoch      loss  accuracy  val_loss  val_accuracy   seconds
          1/2    1.0000    1.0000    2.0000        0.5000      0.00
          2/2    1.0000    1.0000    2.0000        0.5000      0.00
        val_confusion: a row for each class, a column for what it was decided to be
             no    yes
         no   5  12345
        yes   0      1
        """,
        shown());
  }

  @Test
  void withoutNamesClassesAreNumbersAndWithoutExamplesHeldOutTheOthersCount() {
    try (EpochDisplay display = display(1, false)) {
      display.end(new Epoch(1, with(numbers(1, 1), 1, 2, 3, 4), Map.of(), 0));
    }
    assertEquals(
        """
        epoch      loss  accuracy   seconds
          1/1    1.0000    1.0000      0.00
        confusion: a row for each class, a column for what it was decided to be
           0  1
        0  1  2
        1  3  4
        """,
        shown());
  }

  @Test
  void aMatrixOfManyClassesIsNotShown() {
    try (EpochDisplay display = display(1, false)) {
      display.end(new Epoch(1, with(numbers(1, 1), new long[21 * 21]), Map.of(), 0));
    }
    assertEquals(
        "confusion: 21 classes are too many to show; --log writes them all",
        shown().lines().toList().get(2));
  }

  @Test
  void columnsStayAlignedHoweverLargeTheNumbers() {
    try (EpochDisplay display = display(100, false)) {
      display.begin(1, 10, 0);
      display.step(2.5, Map::of);
      display.end(new Epoch(1, numbers(26914.8684, 0.5), numbers(1.5e9, 1), 0.126));
      display.end(new Epoch(99, numbers(0.00001234, 1), numbers(-0.0, 0), 1234.5));
    }
    assertEquals(
        """
          epoch      loss  accuracy  val_loss  val_accuracy   seconds
          1/100   26914.9    0.5000  1.50e+09        1.0000      0.13
         99/100  1.23e-05    1.0000    0.0000        0.0000   1234.50
        """,
        shown());
  }

  @Test
  void aShortEpochShowsNoBar() {
    try (EpochDisplay display = display(1, true)) {
      display.begin(1, 1, 0);
      display.step(2.5, Map::of);
      display.end(new Epoch(1, numbers(1, 1), Map.of(), 0));
    }
    assertTrue(shown().indexOf('\r') < 0, shown());
  }

  @Test
  void onATerminalALongEpochHasABarThatLeavesNothingBehind() throws InterruptedException {
    try (EpochDisplay display = display(3, true)) {
      display.begin(2, 4, 0);
      Thread.sleep(400);
      display.step(2.5, () -> numbers(2.5, 0));
      Thread.sleep(300);
      display.step(2.5, () -> numbers(1.5, 0));
      Thread.sleep(300);
      assertTrue(shown().contains(" 50% "), shown());
      display.end(new Epoch(2, numbers(1, 1), Map.of(), 0));
    }
    String[] drawn = shown().split("\r", -1);
    assertTrue(
        drawn[1].matches(
            "epoch 2/3  25% \\[=+ +] {2}loss 2.5000 {2}accuracy 0.0000 {2}\\d.\\d steps/s {2}0:0\\d left *"),
        drawn[1]);
    for (String line : drawn) {
      assertTrue(line.lines().allMatch(l -> l.length() < 80), line);
    }
    assertEquals("", drawn[drawn.length - 2].strip());
    assertTrue(drawn[drawn.length - 1].startsWith("epoch      loss"), drawn[drawn.length - 1]);
  }
}
