package org.nnd.diagram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.nnd.layout.Placed;
import org.nnd.markup.Element;
import org.nnd.markup.StyleSheet;

/** A network as SVG: the same bytes everywhere, readable without scripts or fonts of its own. */
public final class Drawing {
  private static final double MARGIN = 20;
  private static final double HEADING = 16;
  private static final double ROUND = 6;

  private final List<Element> frames = new ArrayList<>();
  private final List<Element> lines = new ArrayList<>();
  private final List<Element> labels = new ArrayList<>();
  private final List<Element> boxes = new ArrayList<>();

  private Drawing() {}

  /** A file of SVG. */
  public static String of(Scheme scheme, Folding folding) {
    return new Drawing().draw(scheme, folding) + "\n";
  }

  private Element draw(Scheme scheme, Folding folding) {
    Plan plan = plan(scheme, folding);
    double heading = Lettering.width(scheme.name(), HEADING);
    double inner =
        Math.max(
            plan.inside.width(), Math.max(heading, Lettering.width(scheme.facts(), Plan.SMALL)));
    double top = MARGIN + (scheme.facts().isEmpty() ? 30 : 46);
    inside(plan, MARGIN + (inner - plan.inside.width()) / 2, top);
    String width = number(inner + 2 * MARGIN);
    String height = number(top + plan.inside.height() + MARGIN);
    Element svg =
        Element.of("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", "0 0 " + width + " " + height)
            .with("width", width)
            .with("height", height)
            .with("class", "network")
            .with("role", "img")
            .with("aria-labelledby", "title description")
            .add(Element.of("title", scheme.name()).with("id", "title"))
            .add(Element.of("desc", described(scheme)).with("id", "description"))
            .add(Element.of("style", StyleSheet.beside(Drawing.class, "network.css")))
            .add(Element.of("defs").add(arrow("arrow")).add(arrow("back")))
            .add(text(MARGIN, MARGIN + 14, "heading", scheme.name()));
    if (!scheme.facts().isEmpty()) {
      svg.add(text(MARGIN, MARGIN + 31, "facts", scheme.facts()));
    }
    for (List<Element> layer : List.of(frames, lines, labels, boxes)) {
      layer.forEach(e -> svg.text("\n").add(e));
    }
    return svg.text("\n");
  }

  /** Where everything goes. */
  static Plan plan(Scheme scheme, Folding folding) {
    return Plan.of(folding.of(scheme));
  }

  private static String described(Scheme scheme) {
    long layers =
        scheme.units().stream().filter(u -> !u.in().isEmpty() && !u.out().isEmpty()).count();
    String facts = Count.of(layers, "layer") + (scheme.facts().isEmpty() ? "" : ", ");
    return (scheme.doc().strip() + "\n" + facts + scheme.facts()).strip();
  }

  private static Element arrow(String id) {
    return Element.of("marker")
        .with("id", id)
        .with("viewBox", "0 0 8 8")
        .with("refX", 7)
        .with("refY", 4)
        .with("markerWidth", 7)
        .with("markerHeight", 7)
        .with("orient", "auto")
        .add(Element.of("path").with("class", "head " + id).with("d", "M0 0.5 L8 4 L0 7.5 Z"));
  }

  /** Draws what is in a block, its upper left corner being here. */
  private void inside(Plan plan, double x, double y) {
    for (int i = 0; i < plan.parts.size(); i++) {
      Plan p = plan.parts.get(i);
      Placed.Point place = plan.places.get(i);
      box(p, x + place.x() - p.width / 2, y + place.y());
    }
    for (int f = 0; f < plan.flows.size(); f++) {
      flow(plan.flows.get(f), plan.inside.lines().get(f), x, y);
    }
  }

  private void box(Plan p, double x, double y) {
    Element rectangle =
        Element.of("rect")
            .with("x", number(x))
            .with("y", number(y))
            .with("width", number(p.width))
            .with("height", number(p.height))
            .with("rx", number(round(p)));
    Element group =
        Element.of("g").with("class", (p.node.isOpen() ? "open " : "box ") + p.node.tone().style());
    if (!p.node.about().isEmpty()) {
      group.add(Element.of("title", p.node.about()));
    }
    if (p.node.isOpen()) {
      group.add(rectangle).add(text(x + 8, y + 16, "caption", p.caption()));
      frames.add(group);
      inside(p, x + Plan.PADDING, y);
      return;
    }
    for (double sheet = p.sheets; sheet > 0; sheet -= Plan.SHEET) {
      group.add(
          Element.of("rect")
              .with("class", "sheet")
              .with("x", number(x + sheet))
              .with("y", number(y + sheet))
              .with("width", number(p.width))
              .with("height", number(p.height))
              .with("rx", number(round(p))));
    }
    double right = x + p.width;
    for (Plan.Cell cell : p.cells) {
      group.add(cell(cell, right, y, p.height));
      right += cell.width();
    }
    group.add(rectangle);
    double middle = x + p.width / 2;
    double line = y + 6 + 12;
    boolean with = p.lines.get(0).length() > p.node.title().length() && p.node.times() == 1;
    Element title =
        Element.of("text").with("class", "words").with("x", number(middle)).with("y", number(line));
    if (with && p.lines.get(0).startsWith(p.node.title() + " ")) {
      title
          .add(Element.of("tspan", p.node.title()).with("class", "kind"))
          .text(p.lines.get(0).substring(p.node.title().length()));
    } else {
      title.add(Element.of("tspan", p.lines.get(0)).with("class", "kind"));
    }
    group.add(title);
    for (String more : p.lines.subList(1, p.lines.size())) {
      line += Plan.LINE - 2;
      group.add(text(middle, line, "words small", more));
    }
    boxes.add(group);
  }

  private static Element cell(Plan.Cell cell, double x, double y, double height) {
    return Element.of("g")
        .with("class", "cell " + cell.tone().style())
        .add(
            Element.of("rect")
                .with("x", number(x))
                .with("y", number(y))
                .with("width", number(cell.width()))
                .with("height", number(height))
                .with("rx", 2))
        .add(text(x + cell.width() / 2, y + height / 2 + 4, "words small", cell.words()));
  }

  private static double round(Plan p) {
    boolean port = p.node.tone() == Tone.INPUT || p.node.tone() == Tone.OUTPUT;
    return port ? p.height / 2 : p.node.isOpen() ? 10 : ROUND;
  }

  private void flow(Plan.Flow flow, List<Placed.Line> ways, double x, double y) {
    boolean first = true;
    for (Placed.Line way : ways) {
      Plan to = flow.to().get(way.to());
      Element path = Element.of("path").with("class", "line").with("d", path(way.points(), x, y));
      if (to != null && !to.node.isOpen()) {
        path.with("marker-end", "url(#arrow)");
      }
      lines.add(path);
      if (flow.isLearned(to)) {
        lines.add(back(way, flow.from(), first, x, y));
      }
      if (first && !flow.label().isEmpty()) {
        Placed.Point start = way.points().get(0);
        double beside = flow.wire().learned() ? 6 + Plan.LANE : 6;
        labels.add(text(x + start.x() + beside, y + start.y() + 12, "shape", flow.label()));
      }
      first = false;
    }
  }

  /** The gradient's way, upwards beside the value's. */
  private static Element back(Placed.Line way, Plan from, boolean whole, double x, double y) {
    List<Placed.Point> points = new ArrayList<>(way.points());
    Collections.reverse(points);
    Element path =
        Element.of("path").with("class", "back").with("d", path(points, x + Plan.LANE, y));
    boolean arrives = whole && from != null && !from.node.isOpen();
    return arrives ? path.with("marker-end", "url(#back)") : path;
  }

  private static String path(List<Placed.Point> points, double x, double y) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      Placed.Point p = points.get(i);
      if (i == 0) {
        d.append("M").append(place(p, x, y));
        continue;
      }
      Placed.Point before = points.get(i - 1);
      if (before.x() == p.x()) {
        boolean end = i == points.size() - 1 || points.get(i + 1).x() != p.x();
        d.append(end ? " V" + number(y + p.y()) : "");
        continue;
      }
      double middle = (before.y() + p.y()) / 2;
      d.append(" C")
          .append(place(new Placed.Point(before.x(), middle), x, y))
          .append(' ')
          .append(place(new Placed.Point(p.x(), middle), x, y))
          .append(' ')
          .append(place(p, x, y));
    }
    return d.toString();
  }

  private static String place(Placed.Point p, double x, double y) {
    return number(x + p.x()) + " " + number(y + p.y());
  }

  private static Element text(double x, double y, String style, String text) {
    return Element.of("text", text).with("class", style).with("x", number(x)).with("y", number(y));
  }

  private static String number(double x) {
    double rounded = Math.rint(x * 10) / 10;
    return rounded == Math.rint(rounded)
        ? Long.toString((long) rounded)
        : String.format(Locale.ROOT, "%.1f", rounded);
  }
}
