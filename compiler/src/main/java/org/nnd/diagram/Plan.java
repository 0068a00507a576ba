package org.nnd.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.layout.Box;
import org.nnd.layout.Layered;
import org.nnd.layout.Net;
import org.nnd.layout.Placed;

/**
 * A box with its size, and where everything in it is.
 *
 * <p>What is inside of a block is laid out on its own: what flows into it enters at its upper edge
 * and leaves at its lower one.
 */
final class Plan {
  static final double TEXT = 13;
  static final double SMALL = 11;
  static final double LINE = 16;
  static final double LABEL = 15;

  /** Around the texts of a box, and around what is in a block. */
  static final double PADDING = 12;

  static final double SHEET = 4;

  /** How far beside a line its gradient flows back. */
  static final double LANE = 9;

  private static final double CAPTION = 24;
  private static final double WIDEST = 250;

  final Node node;
  final List<String> lines;
  final double width;
  final double height;

  /** What stands behind the words: gradients, updates. */
  final List<Cell> cells;

  /** A part of a box to the right of its words. */
  record Cell(Tone tone, String words, double width) {
    static Cell of(Tone tone, String words) {
      return new Cell(tone, words, Lettering.width(words, SMALL) + PADDING);
    }
  }

  /** How far the sheets of several in a row look out to the right and below. */
  final double sheets;

  /** What is seen inside, in the order of the node's parts; empty where it is closed. */
  final List<Plan> parts = new ArrayList<>();

  /** Where they are; null where it is closed. */
  final Placed inside;

  /** What flows inside, in the order of the lines there. */
  final List<Flow> flows = new ArrayList<>();

  private final List<Double> in = new ArrayList<>();
  private final List<Double> out = new ArrayList<>();

  /**
   * What flows from one box to others.
   *
   * @param from the part that it comes from; null where it comes from outside
   * @param label what is said beside the place where it leaves that box
   * @param to the parts that it goes to; null where it leaves
   * @param arriving whether a gradient arrives for it from outside
   */
  record Flow(Wire wire, Plan from, String label, List<Plan> to, boolean arriving) {
    /** Whether its gradient flows back from one of its ends. */
    boolean isLearned(Plan end) {
      return wire.learned() && (end == null ? arriving : end.node.back().contains(wire.id()));
    }
  }

  /** A whole picture. */
  static Plan of(List<Node> nodes) {
    return new Plan(Node.all(nodes));
  }

  private Plan(Node node) {
    this.node = node;
    this.sheets = node.isOpen() ? 0 : SHEET * (Math.min(node.times(), 3) - 1);
    if (node.isOpen()) {
      this.lines = List.of();
      this.cells = List.of();
      this.inside = laidOut();
      double sides = 2 * PADDING;
      this.width = inside.width() + sides;
      this.height = inside.height() + (node.out().isEmpty() ? PADDING : 0);
      return;
    }
    this.inside = null;
    this.lines = words(node);
    this.cells = cells(node.learning());
    double text =
        Math.max(
            Lettering.bold(lines.get(0), TEXT),
            lines.stream().skip(1).mapToDouble(l -> Lettering.width(l, SMALL)).max().orElse(0));
    double labels = 0;
    for (Wire w : node.out()) {
      labels += node.out().size() > 1 ? Lettering.width(w.label(), SMALL) + 16 : 0;
    }
    double least = node.tone() == Tone.BLOCK ? 90 : 56;
    this.width = Math.max(least, Math.max(text + 2 * PADDING, labels));
    this.height = 2 * 6 + LINE + (lines.size() - 1) * (LINE - 2);
    node.in().forEach(w -> in.add(0.0));
    double x = -width / 2;
    for (Wire w : node.out()) {
      double room = Lettering.width(w.label(), SMALL) + 16;
      out.add(node.out().size() == 1 ? 0 : x + 8 + (width - labels) / 2);
      x += room;
    }
  }

  private static List<Cell> cells(Learning learning) {
    List<Cell> cells = new ArrayList<>();
    if (learning.gradients() > 0) {
      cells.add(Cell.of(Tone.BACKWARD, "gradient " + learning.gradients()));
    }
    if (learning.updates() > 0) {
      cells.add(Cell.of(Tone.UPDATE, "update " + learning.updates()));
    }
    return cells;
  }

  /** The first line is the title, with the arguments if they fit. */
  private static List<String> words(Node node) {
    List<String> lines = new ArrayList<>();
    String title = node.times() > 1 ? node.title() + " × " + node.times() : node.title();
    if (node.tone() == Tone.BLOCK || node.detail().isEmpty()) {
      lines.add(Lettering.cut(title, TEXT, WIDEST));
      if (!node.detail().isEmpty()) {
        lines.addAll(Lettering.lines(node.detail(), SMALL, WIDEST));
      }
      return lines;
    }
    String all = title + " " + node.detail();
    if (Lettering.width(all, TEXT) <= WIDEST - 50) {
      lines.add(all);
    } else {
      lines.add(Lettering.cut(title, TEXT, WIDEST));
      Lettering.lines(node.detail(), SMALL, WIDEST)
          .forEach(l -> lines.add(Lettering.cut(l, SMALL, WIDEST)));
    }
    return lines;
  }

  /** What stands on the edge of a block that is open. */
  String caption() {
    return node.times() > 1 ? node.title() + " × " + node.times() : node.title();
  }

  private Placed laidOut() {
    List<Box> boxes = new ArrayList<>();
    Map<String, Net.End> sources = new LinkedHashMap<>();
    Map<String, Wire> wires = new HashMap<>();
    Map<String, List<Net.End>> ends = new HashMap<>();
    Map<Integer, Plan> plans = new HashMap<>();
    boolean frame = !node.path().isEmpty();
    if (frame) {
      double half = Lettering.width(caption(), SMALL);
      boxes.add(new Box(0, half, CAPTION, 0, List.of(), List.of(), Box.Row.FIRST));
    }
    int first = boxes.size();
    for (Wire w : node.in()) {
      sources.put(w.id(), new Net.End(boxes.size(), 0));
      wires.put(w.id(), w);
      boxes.add(new Box(1, 1, 0, CAPTION, List.of(), List.of(0.0), Box.Row.FIRST));
    }
    node.parts().forEach(n -> parts.add(new Plan(n)));
    int[] number = new int[parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      Plan p = parts.get(i);
      number[i] = boxes.size() + i;
      plans.put(number[i], p);
      for (int k = 0; k < p.node.in().size(); k++) {
        ends.computeIfAbsent(p.node.in().get(k).id(), id -> new ArrayList<>())
            .add(new Net.End(number[i], k));
      }
      for (int k = 0; k < p.node.out().size(); k++) {
        Wire w = p.node.out().get(k);
        sources.put(w.id(), new Net.End(number[i], k));
        wires.put(w.id(), w);
      }
    }
    int last = boxes.size() + parts.size();
    for (int k = 0; k < node.made().size(); k++) {
      ends.computeIfAbsent(node.made().get(k).id(), id -> new ArrayList<>())
          .add(new Net.End(last + k, 0));
    }
    Map<Integer, List<String>> labels = new HashMap<>();
    sources.forEach(
        (id, from) -> {
          List<Net.End> to = ends.getOrDefault(id, List.of());
          boolean leaves = to.stream().allMatch(e -> e.box() >= last);
          boolean told = !leaves && plans.containsKey(from.box());
          labels
              .computeIfAbsent(from.box(), b -> new ArrayList<>())
              .add(told ? wires.get(id).label() : "");
        });
    for (int i = 0; i < parts.size(); i++) {
      boxes.add(parts.get(i).box(labels.getOrDefault(number[i], List.of())));
    }
    node.made().forEach(w -> boxes.add(new Box(1, 1, 0, 0, List.of(0.0), List.of(), Box.Row.LAST)));
    List<Net> nets = new ArrayList<>();
    sources.forEach(
        (id, from) -> {
          List<Net.End> to = ends.getOrDefault(id, List.of());
          if (!to.isEmpty()) {
            nets.add(new Net(from, to));
            List<Plan> plan = new ArrayList<>();
            to.forEach(e -> plan.add(plans.get(e.box())));
            Plan source = plans.get(from.box());
            String label = source == null ? "" : labels.get(from.box()).get(from.port());
            flows.add(new Flow(wires.get(id), source, label, plan, node.arriving().contains(id)));
          }
        });
    Placed placed = Layered.of(boxes, nets);
    double middle = placed.width() / 2;
    for (int k = 0; k < node.in().size(); k++) {
      in.add(placed.boxes().get(first + k).x() - middle);
    }
    for (int k = 0; k < node.made().size(); k++) {
      out.add(placed.boxes().get(last + k).x() - middle);
    }
    places = placed.boxes().subList(last - parts.size(), last);
    return placed;
  }

  /** The upper ends of the axes of what is inside. */
  List<Placed.Point> places = List.of();

  private Box box(List<String> labels) {
    double right = width / 2 + Math.max(sheets, cells.stream().mapToDouble(Cell::width).sum());
    double label = node.out().stream().anyMatch(Wire::learned) ? 6 + LANE : 6;
    boolean any = false;
    for (int k = 0; k < out.size() && k < labels.size(); k++) {
      if (!labels.get(k).isEmpty()) {
        any = true;
        right = Math.max(right, out.get(k) + label + Lettering.width(labels.get(k), SMALL));
      }
    }
    return new Box(width / 2, right, height + sheets, any ? LABEL : 0, in, out, Box.Row.ANY);
  }
}
