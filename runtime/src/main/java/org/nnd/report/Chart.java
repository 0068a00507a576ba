package org.nnd.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nnd.markup.Element;

/**
 * Lines over an axis, as SVG. The page or the file around it brings the style, {@code chart.css}.
 *
 * @param title what is drawn
 * @param across what x is
 * @param log whether x is drawn by its logarithm
 * @param lines up to three
 * @param mark an x that is pointed out
 */
record Chart(String title, String across, boolean log, List<Line> lines, Optional<Mark> mark) {
  static final int WIDTH = 640;
  static final int HEIGHT = 280;
  private static final int LEFT = 64;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 36;
  private static final int BOTTOM = HEIGHT - 44;
  private static final int LEGEND = 100;

  /** More points are drawn as a line alone. */
  private static final int FEW = 30;

  Chart {
    lines = List.copyOf(lines);
  }

  /** A line through points; a y that is no finite number leaves a gap. */
  record Line(String name, double[] x, double[] y) {}

  /** A number and what it is called. */
  record Mark(double x, String label) {}

  /** The drawing, as large as what holds it. */
  Element svg() {
    Axis x = horizontal();
    Axis y = Axis.linear(lines.stream().flatMapToDouble(line -> Arrays.stream(line.y)), 5);
    Element svg =
        Element.of("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
            .with("class", "chart")
            .with("role", "img")
            .with("aria-label", title);
    svg.add(label(LEFT, TOP - 14, "title", title));
    for (double tick : y.ticks()) {
      svg.add(stroke("grid", LEFT, down(y, tick), RIGHT, down(y, tick)));
      svg.add(label(LEFT - 8, down(y, tick) + 4, "end", Axis.label(tick)));
    }
    for (double tick : x.ticks()) {
      svg.add(stroke("grid", right(x, tick), TOP, right(x, tick), BOTTOM));
      svg.add(label(right(x, tick), BOTTOM + 16, "middle", Axis.label(tick)));
    }
    svg.add(label((LEFT + RIGHT) / 2.0, BOTTOM + 34, "middle", across));
    mark.ifPresent(
        m -> {
          svg.add(stroke("mark", right(x, m.x), TOP, right(x, m.x), BOTTOM));
          svg.add(label(right(x, m.x) + 4, TOP + 12, "start", m.label));
        });
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, "line" + i, lines.get(i), x, y);
      double from = RIGHT - (lines.size() - i) * LEGEND;
      svg.add(stroke("line" + i, from, TOP - 18, from + 20, TOP - 18));
      svg.add(label(from + 26, TOP - 14, "start", lines.get(i).name));
    }
    return svg;
  }

  private Axis horizontal() {
    double[] all =
        lines.stream().flatMapToDouble(line -> Arrays.stream(line.x)).distinct().toArray();
    if (log) {
      return Axis.log(Arrays.stream(all));
    }
    Axis axis = Axis.linear(Arrays.stream(all), 10);
    return Arrays.stream(all).allMatch(x -> x == Math.rint(x)) ? axis.whole() : axis;
  }

  private static void draw(Element svg, String style, Line line, Axis x, Axis y) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < line.x.length; i++) {
      if (!Double.isFinite(line.y[i])) {
        stroke(svg, style, points);
        continue;
      }
      String across = number(right(x, line.x[i]));
      String down = number(down(y, line.y[i]));
      points.add(across + "," + down);
      if (line.x.length <= FEW) {
        svg.add(
            Element.of("circle")
                .with("class", style)
                .with("cx", across)
                .with("cy", down)
                .with("r", 2.5));
      }
    }
    stroke(svg, style, points);
  }

  private static void stroke(Element svg, String style, List<String> points) {
    if (points.size() > 1) {
      svg.add(
          Element.of("polyline")
              .with("class", style)
              .with("fill", "none")
              .with("stroke", "currentColor")
              .with("points", String.join(" ", points)));
    }
    points.clear();
  }

  private static Element stroke(String style, double x1, double y1, double x2, double y2) {
    return Element.of("line")
        .with("class", style)
        .with("stroke", "currentColor")
        .with("x1", number(x1))
        .with("y1", number(y1))
        .with("x2", number(x2))
        .with("y2", number(y2));
  }

  private static Element label(double x, double y, String style, String text) {
    return Element.of("text", text).with("class", style).with("x", number(x)).with("y", number(y));
  }

  private static double right(Axis x, double number) {
    return LEFT + x.at(number) * (RIGHT - LEFT);
  }

  private static double down(Axis y, double number) {
    return BOTTOM - y.at(number) * (BOTTOM - TOP);
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }
}
