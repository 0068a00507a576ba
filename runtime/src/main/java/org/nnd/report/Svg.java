package org.nnd.report;

import java.util.List;
import org.nnd.markup.Element;
import org.nnd.markup.StyleSheet;

/** Files of SVG. */
final class Svg {
  private Svg() {}

  /** Charts, one under the other. */
  static String file(List<Chart> charts) {
    int height = charts.size() * Chart.HEIGHT;
    Element svg =
        Element.of("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("width", Chart.WIDTH)
            .with("height", height)
            .add(Element.of("style", style("chart.css")));
    for (int i = 0; i < charts.size(); i++) {
      svg.add(
          charts
              .get(i)
              .svg()
              .with("y", i * Chart.HEIGHT)
              .with("width", Chart.WIDTH)
              .with("height", Chart.HEIGHT));
    }
    return svg + "\n";
  }

  /** A style sheet beside this class. */
  static String style(String name) {
    return StyleSheet.beside(Svg.class, name);
  }
}
