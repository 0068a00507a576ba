package org.nnd.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.markup.Xml;

final class ChartTest {
  @Test
  void aMarkStandsWhereItsNumberIs() {
    Chart chart =
        new Chart(
            "loss",
            "learning rate",
            true,
            List.of(new Chart.Line("smoothed", new double[] {1e-3, 10}, new double[] {1, 0})),
            Optional.of(new Chart.Mark(0.1, "steepest")));
    String svg = chart.svg().toString();
    // Halfway from 0.001 to 10.
    assertEquals(
        1, svg.split("class=\"mark\" stroke=\"currentColor\" x1=\"340.0\"", -1).length - 1);
    assertEquals(
        List.of(
            "loss",
            "0",
            "0.2",
            "0.4",
            "0.6",
            "0.8",
            "1",
            "0.001",
            "0.01",
            "0.1",
            "1",
            "10",
            "learning rate",
            "steepest",
            "smoothed"),
        Xml.texts(Xml.parse(svg), "text"));
  }
}
