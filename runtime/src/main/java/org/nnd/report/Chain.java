package org.nnd.report;

import java.util.ArrayList;
import java.util.List;
import org.nnd.markup.Element;
import org.nnd.summary.Part;
import org.nnd.summary.Summary;

/**
 * A network as boxes from top to bottom, in the order in which they are computed: inputs, layers,
 * blocks as one box each.
 */
record Chain(Summary summary) {
  private static final int WIDTH = 300;
  private static final int BOX = 40;
  private static final int STEP = 54;
  private static final int LONGEST = 44;

  /** A box and its two lines. */
  private record Box(String style, String title, String shapes) {}

  Element svg() {
    List<Box> boxes = new ArrayList<>();
    summary.inputs().forEach((name, type) -> boxes.add(new Box("port", name, type.toString())));
    for (Part p : summary.parts()) {
      String inside = p.isBlock() ? " · " + layers(p) + " layers" : "";
      boxes.add(new Box(p.isBlock() ? "block" : "layer", p.title() + inside, p.shapes()));
    }
    Element svg =
        Element.of("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", "0 0 " + WIDTH + " " + (boxes.size() * STEP - STEP + BOX + 2))
            .with("class", "chain")
            .with("role", "img")
            .with("aria-label", "the layers of " + summary.model());
    for (int i = 0; i < boxes.size(); i++) {
      int top = 1 + i * STEP;
      if (i > 0) {
        svg.add(
            Element.of("path")
                .with("stroke", "currentColor")
                .with("d", "M" + WIDTH / 2 + " " + (top - STEP + BOX) + "v" + (STEP - BOX)));
      }
      Box box = boxes.get(i);
      svg.add(
          Element.of("rect")
              .with("fill", "none")
              .with("stroke", "currentColor")
              .with("class", box.style)
              .with("x", 1)
              .with("y", top)
              .with("width", WIDTH - 2)
              .with("height", BOX)
              .with("rx", 6));
      svg.add(line(top + 17, "title", box.title));
      svg.add(line(top + 32, "shape", box.shapes));
    }
    return svg;
  }

  private static Element line(int y, String style, String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    return Element.of("text", cut).with("class", style).with("x", WIDTH / 2).with("y", y);
  }

  private static long layers(Part p) {
    return p.isBlock() ? p.parts().stream().mapToLong(Chain::layers).sum() : 1;
  }
}
