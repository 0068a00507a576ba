package org.nnd.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.layer.Network;
import org.nnd.markup.Xml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pictures of all examples, read back. */
final class PicturesTest {
  private static final Folding ALL = new Folding(Optional.of(100), List.of(), List.of(), true);

  /** Rounding to tenths. */
  private static final double LITTLE = 0.11;

  private record Rectangle(double left, double top, double right, double bottom) {
    boolean holds(Rectangle other) {
      return left <= other.left + LITTLE
          && top <= other.top + LITTLE
          && right >= other.right - LITTLE
          && bottom >= other.bottom - LITTLE;
    }

    boolean isApartFrom(Rectangle other) {
      return right <= other.left + LITTLE
          || other.right <= left + LITTLE
          || bottom <= other.top + LITTLE
          || other.bottom <= top + LITTLE;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExample() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
      List<Path> texts =
          files
              .filter(f -> f.toString().endsWith(".nnd") && !f.toString().contains("target"))
              .sorted()
              .toList();
      return texts.stream().map(f -> DynamicTest.dynamicTest(f.toString(), () -> read(f)));
    }
  }

  private static void read(Path file) {
    Network network = Compiler.choose(Compiler.check(file), Optional.empty()).network();
    Scheme scheme = NetworkScheme.of(network);
    Document page = picture(scheme, Folding.PAGE);
    double height = Double.parseDouble(page.getDocumentElement().getAttribute("height"));
    assertTrue(height < 2000, "as high as " + height);
    Document all = picture(scheme, ALL);
    List<Element> boxes = groups(all, "box ");
    int ports = network.inputs().size() + network.outputs().size();
    assertEquals(network.steps().size() + ports, boxes.size());
    List<String> told = new ArrayList<>();
    boxes.forEach(b -> told.add(b.getElementsByTagName("title").item(0).getTextContent()));
    network
        .steps()
        .forEach(
            s ->
                assertEquals(
                    network.steps().stream().filter(o -> o.path().equals(s.path())).count(),
                    told.stream().filter(t -> t.startsWith(s.path() + ": " + s.kind())).count(),
                    s.path()));
  }

  /** A picture in which nothing is wrong. */
  private static Document picture(Scheme scheme, Folding folding) {
    String svg = Drawing.of(scheme, folding);
    assertEquals(svg, Drawing.of(scheme, folding));
    Document picture = Xml.parse(svg);
    Element root = picture.getDocumentElement();
    Rectangle page = new Rectangle(0, 0, number(root, "width"), number(root, "height"));
    List<Rectangle> boxes = rectangles(groups(picture, "box "));
    List<Rectangle> frames = rectangles(groups(picture, "open "));
    List<Rectangle> all = new ArrayList<>(boxes);
    all.addAll(frames);
    for (int i = 0; i < all.size(); i++) {
      assertTrue(page.holds(all.get(i)), "outside: " + all.get(i));
      for (int j = i + 1; j < all.size(); j++) {
        Rectangle a = all.get(i);
        Rectangle b = all.get(j);
        boolean inside = j >= boxes.size() && (b.holds(a) || (i >= boxes.size() && a.holds(b)));
        assertTrue(inside || a.isApartFrom(b), a + " and " + b);
      }
    }
    NodeList lines = picture.getElementsByTagName("path");
    for (int i = 0; i < lines.getLength(); i++) {
      Element line = (Element) lines.item(i);
      if (line.getAttribute("class").equals("line")) {
        down(line.getAttribute("d"));
      }
    }
    return picture;
  }

  private static void down(String path) {
    double y = 0;
    String[] words = path.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      boolean vertical = words[i].startsWith("V");
      double now =
          vertical ? Double.parseDouble(words[i].substring(1)) : Double.parseDouble(words[++i]);
      assertTrue(now >= y, path);
      y = now;
    }
  }

  private static List<Element> groups(Document picture, String style) {
    List<Element> found = new ArrayList<>();
    NodeList groups = picture.getElementsByTagName("g");
    for (int i = 0; i < groups.getLength(); i++) {
      Element g = (Element) groups.item(i);
      if (g.getAttribute("class").startsWith(style)) {
        found.add(g);
      }
    }
    return found;
  }

  /** The last rectangle of each: sheets lie behind it. */
  private static List<Rectangle> rectangles(List<Element> groups) {
    return groups.stream()
        .map(
            g -> {
              NodeList all = g.getElementsByTagName("rect");
              Element r = (Element) all.item(all.getLength() - 1);
              double x = number(r, "x");
              double y = number(r, "y");
              return new Rectangle(x, y, x + number(r, "width"), y + number(r, "height"));
            })
        .toList();
  }

  private static double number(Element e, String attribute) {
    return Double.parseDouble(e.getAttribute(attribute));
  }
}
