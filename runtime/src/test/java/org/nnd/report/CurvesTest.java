package org.nnd.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.markup.Xml;
import org.nnd.runtime.Epoch;
import org.nnd.train.Measure;

final class CurvesTest {
  private static Map<String, Measure> measured(double loss, double accuracy) {
    Map<String, Measure> all = new LinkedHashMap<>();
    all.put("loss", new Measure.Single(loss));
    all.put("accuracy", new Measure.Single(accuracy));
    all.put("confusion", new Measure.Matrix(List.of(List.of(1L))));
    return all;
  }

  @Test
  void aChartForEachNumberAndALineForEachPart() {
    Curves curves =
        new Curves(
            List.of(
                new Epoch(1, measured(1, 0), measured(2, 0.25), 0),
                new Epoch(2, measured(0, 1), measured(1, 0.5), 0)),
            Optional.of(1));
    String svg = curves.svg();
    List<String> texts = Xml.texts(Xml.parse(svg), "text");
    assertEquals(
        List.of(
            "loss",
            "0",
            "0.5",
            "1",
            "1.5",
            "2",
            "1",
            "2",
            "epoch",
            "best",
            "training",
            "validation",
            "accuracy",
            "0",
            "0.2",
            "0.4",
            "0.6",
            "0.8",
            "1",
            "1",
            "2",
            "epoch",
            "best",
            "training",
            "validation"),
        texts);
    // From the middle of the height to the bottom: 1 and 0 between 0 and 2.
    assertTrue(svg.contains("points=\"64.0,136.0 616.0,236.0\">"), svg);
    assertTrue(svg.contains("points=\"64.0,36.0 616.0,136.0\">"), svg);
    assertEquals(svg, curves.svg());
  }

  @Test
  void anEpochAloneIsAPointAndNothingHeldOutNoLine() {
    String svg =
        new Curves(List.of(new Epoch(1, measured(1, 0), Map.of(), 0)), Optional.empty()).svg();
    assertFalse(svg.contains("validation"), svg);
    assertFalse(svg.contains("<polyline"), svg);
    assertTrue(svg.contains("<circle class=\"line0\" cx=\"340.0\" cy=\"136.0\" r=\"2.5\">"), svg);
  }

  @Test
  void whatIsNoNumberIsAGap() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {1, 2, Double.NaN, 2, 1};
    Chart chart =
        new Chart("a < b", "x", false, List.of(new Chart.Line("y", x, y)), Optional.empty());
    String svg = chart.svg().toString();
    assertEquals(2, Xml.parse(svg).getElementsByTagName("polyline").getLength());
    assertEquals("a < b", Xml.texts(Xml.parse(svg), "text").get(0));
  }
}
