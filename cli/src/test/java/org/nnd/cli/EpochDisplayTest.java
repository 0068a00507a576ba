package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.runtime.Epoch;

final class EpochDisplayTest {
  private final StringWriter shown = new StringWriter();

  private EpochDisplay display(int epochs, boolean terminal) {
    EpochLog log = new EpochLog(Optional.empty(), List.of());
    return new EpochDisplay(new PrintWriter(shown), epochs, terminal, log);
  }

  private String shown() {
    return shown.toString().replace(System.lineSeparator(), "\n");
  }

  private static Map<String, Double> numbers(double loss, double accuracy) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("loss", loss);
    numbers.put("accuracy", accuracy);
    return numbers;
  }

  @Test
  void columnsStayAlignedHoweverLargeTheNumbers() {
    try (EpochDisplay display = display(100, false)) {
      display.begin(1, 10, 0);
      display.step(2.5);
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
      display.step(2.5);
      display.end(new Epoch(1, numbers(1, 1), Map.of(), 0));
    }
    assertTrue(shown().indexOf('\r') < 0, shown());
  }

  @Test
  void onATerminalALongEpochHasABarThatLeavesNothingBehind() throws InterruptedException {
    try (EpochDisplay display = display(3, true)) {
      display.begin(2, 4, 0);
      display.step(2.5);
      Thread.sleep(700);
      display.end(new Epoch(2, numbers(1, 1), Map.of(), 0));
    }
    String[] drawn = shown().split("\r");
    assertTrue(drawn[1].startsWith("epoch 2/3  25% [="), drawn[1]);
    assertTrue(drawn[1].contains("loss 2.5000"), drawn[1]);
    for (String line : drawn) {
      assertTrue(line.lines().allMatch(l -> l.length() < 80), line);
    }
    assertEquals("", drawn[drawn.length - 2].strip());
    assertTrue(drawn[drawn.length - 1].startsWith("epoch      loss"), drawn[drawn.length - 1]);
  }
}
