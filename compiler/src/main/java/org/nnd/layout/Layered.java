package org.nnd.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gives boxes their places: rows, an order in each of them, columns; then lines find their way
 * between the rows, those that pass a row having a place of their own in it.
 */
public final class Layered {
  /** Between neighbours in a row. */
  private static final double SPACE = 22;

  /** Between rows, and how much of a line's way to the side comes to that. */
  private static final double GAP = 13;

  private static final double STEEPNESS = 0.12;
  private static final double MOST = 60;

  /** The straight end of a line that comes from the side. */
  private static final double END = 8;

  private final List<Box> boxes;
  private final List<Net> nets;
  private final List<List<Item>> rows = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();

  /** For each net the items of its lines, from end to end. */
  private final List<List<List<Item>>> ways = new ArrayList<>();

  private Layered(List<Box> boxes, List<Net> nets) {
    this.boxes = boxes;
    this.nets = nets;
  }

  /** Lays boxes out. */
  public static Placed of(List<Box> boxes, List<Net> nets) {
    return new Layered(boxes, nets).place();
  }

  private Placed place() {
    int[] at = Rows.of(boxes, nets);
    int count = IntStream.of(at).max().orElse(-1) + 1;
    for (int r = 0; r < count; r++) {
      rows.add(new ArrayList<>());
    }
    for (int b = 0; b < boxes.size(); b++) {
      Item item = new Item(at[b], b, boxes.get(b));
      items.add(item);
      rows.get(at[b]).add(item);
    }
    nets.forEach(n -> ways.add(ways(n)));
    Order.of(rows);
    Columns.of(rows, SPACE);
    return drawn();
  }

  /** The lines of a net: one to the furthest end, from which the others leave where they must. */
  private List<List<Item>> ways(Net n) {
    List<Item> trunk = new ArrayList<>(List.of(items.get(n.from().box())));
    List<List<Item>> ways = new ArrayList<>();
    n.to().forEach(end -> ways.add(null));
    Integer[] far =
        IntStream.range(0, n.to().size())
            .boxed()
            .sorted((a, b) -> row(n.to().get(b)) - row(n.to().get(a)))
            .toArray(Integer[]::new);
    Set<Item> linked = new HashSet<>();
    for (int i : far) {
      Net.End end = n.to().get(i);
      Item to = items.get(end.box());
      int above = to.row - trunk.get(0).row;
      while (trunk.size() < above) {
        Item line = Item.line(trunk.get(0).row + trunk.size(), n.to().size() > 1);
        rows.get(line.row).add(line);
        trunk.add(line);
      }
      for (int k = 1; k < above; k++) {
        if (linked.add(trunk.get(k))) {
          new Item.Link(trunk.get(k - 1), k == 1 ? port(n.from(), true) : 0, trunk.get(k), 0);
        }
      }
      Item last = trunk.get(above - 1);
      new Item.Link(last, above == 1 ? port(n.from(), true) : 0, to, port(end, false));
      List<Item> way = new ArrayList<>(trunk.subList(0, above));
      way.add(to);
      ways.set(i, way);
    }
    return ways;
  }

  private int row(Net.End end) {
    return items.get(end.box()).row;
  }

  private double port(Net.End end, boolean out) {
    Box b = boxes.get(end.box());
    return (out ? b.out() : b.in()).get(end.port());
  }

  private Placed drawn() {
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double[] top = new double[rows.size()];
    double[] bottom = new double[rows.size()];
    double y = 0;
    for (int r = 0; r < rows.size(); r++) {
      double height = 0;
      double slant = 0;
      for (Item i : rows.get(r)) {
        left = Math.min(left, i.x - i.left);
        right = Math.max(right, i.x + i.right);
        height = Math.max(height, i.isLine() ? 0 : boxes.get(i.box).whole());
        slant = i.down.stream().mapToDouble(l -> Math.abs(l.slant())).reduce(slant, Math::max);
      }
      top[r] = y;
      bottom[r] = y + height;
      y = bottom[r] + Math.rint(slant == 0 ? GAP : Math.min(MOST, GAP + END + STEEPNESS * slant));
    }
    double shift = rows.isEmpty() ? 0 : -left;
    List<Placed.Point> places = new ArrayList<>();
    for (Item i : items) {
      double spare = bottom[i.row] - top[i.row] - boxes.get(i.box).whole();
      places.add(
          new Placed.Point(i.x + shift, top[i.row] + Math.max(0, Math.rint(spare / 2 - 0.25))));
    }
    List<List<Placed.Line>> lines = new ArrayList<>();
    for (int n = 0; n < nets.size(); n++) {
      lines.add(lines(n, places, top, bottom, shift));
    }
    double height = rows.isEmpty() ? 0 : bottom[rows.size() - 1];
    return new Placed(rows.isEmpty() ? 0 : right - left, height, places, lines);
  }

  private List<Placed.Line> lines(
      int net, List<Placed.Point> places, double[] top, double[] bottom, double shift) {
    Net n = nets.get(net);
    List<Placed.Line> lines = new ArrayList<>();
    int[] order =
        IntStream.range(0, n.to().size())
            .boxed()
            .sorted((a, b) -> ways.get(net).get(b).size() - ways.get(net).get(a).size())
            .mapToInt(i -> i)
            .toArray();
    boolean first = true;
    for (int i : order) {
      List<Item> way = ways.get(net).get(i);
      List<Placed.Point> points = new ArrayList<>();
      int start = first ? 0 : way.size() - 2;
      first = false;
      for (int k = start; k < way.size(); k++) {
        Item item = way.get(k);
        boolean end = k == way.size() - 1;
        double x =
            item.x + shift + (k == 0 ? port(n.from(), true) : end ? port(n.to().get(i), false) : 0);
        if (k > start) {
          boolean aside = end && points.get(points.size() - 1).x() != x;
          points.add(new Placed.Point(x, top[item.row] - (aside ? END : 0)));
        }
        if (end) {
          points.add(new Placed.Point(x, places.get(item.box).y()));
        } else if (k == 0) {
          double under = places.get(item.box).y() + boxes.get(item.box).height();
          if (start == 0 && lines.isEmpty()) {
            points.add(new Placed.Point(x, under));
          }
          points.add(new Placed.Point(x, bottom[item.row]));
        } else {
          points.add(new Placed.Point(x, bottom[item.row]));
        }
      }
      lines.add(new Placed.Line(points, i));
    }
    return lines;
  }
}
