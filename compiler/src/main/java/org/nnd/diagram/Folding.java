package org.nnd.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;

/**
 * Which blocks are one box, and which are seen from inside.
 *
 * @param depth how many levels are seen: 1 is what stands in no block; where it isn't said, as many
 *     as fit on a page, and one block of each kind
 * @param open blocks that are opened, by path or by kind
 * @param fold blocks that stay closed
 * @param each whether equal blocks in a row are drawn one by one
 */
public record Folding(Optional<Integer> depth, List<String> open, List<String> fold, boolean each) {
  /** As much as fits on a page. */
  public static final Folding PAGE = new Folding(Optional.empty(), List.of(), List.of(), false);

  private static final double HEIGHT = 1850;

  public Folding {
    open = List.copyOf(open);
    fold = List.copyOf(fold);
  }

  /**
   * The boxes.
   *
   * @throws NndException if a block is named that isn't there (NND0660)
   */
  List<Node> of(Scheme scheme) {
    List<Part> parts = Blocks.of(scheme.units());
    List<Part.Block> blocks = new ArrayList<>();
    parts.forEach(p -> collect(p, blocks));
    open.forEach(name -> known(name, blocks, scheme));
    fold.forEach(name -> known(name, blocks, scheme));
    Set<String> opened = new HashSet<>();
    blocks.stream()
        .filter(b -> open.stream().anyMatch(n -> named(b, n)))
        .forEach(b -> opened.add(b.path()));
    Predicate<Part.Block> closed = b -> fold.stream().anyMatch(n -> named(b, n));
    View view = new View(scheme, each);
    int deepest = blocks.stream().mapToInt(Folding::level).max().orElse(0) + 1;
    int levels = 1;
    while (levels < deepest
        && (depth.isPresent()
            ? levels < depth.get()
            : fits(view.of(parts, seen(levels + 1, opened, closed))))) {
      levels++;
    }
    Set<String> shown = new HashSet<>(opened);
    if (depth.isEmpty() && open.isEmpty()) {
      examples(parts, blocks, levels, shown, closed, view);
    }
    return view.of(parts, seen(levels, shown, closed));
  }

  private static boolean fits(List<Node> nodes) {
    return Plan.of(nodes).height <= HEIGHT;
  }

  /** Opens the first block of each kind, as long as all fits. */
  private static void examples(
      List<Part> parts,
      List<Part.Block> blocks,
      int levels,
      Set<String> shown,
      Predicate<Part.Block> closed,
      View view) {
    Set<String> kinds = new HashSet<>();
    for (Part.Block b : blocks) {
      if (level(b) == levels && kinds.add(b.title())) {
        shown.add(b.path());
        if (!fits(view.of(parts, seen(levels, shown, closed)))) {
          shown.remove(b.path());
        }
      }
    }
  }

  private static Predicate<Part.Block> seen(
      int levels, Set<String> opened, Predicate<Part.Block> closed) {
    return b -> !closed.test(b) && (level(b) < levels || opened.contains(b.path()));
  }

  /** How deep it stands: 1 for an outermost block. */
  private static int level(Part.Block b) {
    return b.path().split("/").length;
  }

  private static boolean named(Part.Block b, String name) {
    return b.path().equals(name) || b.title().equals(name);
  }

  private static void collect(Part part, List<Part.Block> blocks) {
    if (part instanceof Part.Block b) {
      blocks.add(b);
      b.parts().forEach(p -> collect(p, blocks));
    }
  }

  private static void known(String name, List<Part.Block> blocks, Scheme scheme) {
    if (blocks.stream().anyMatch(b -> named(b, name))) {
      return;
    }
    Set<String> names = new TreeSet<>();
    blocks.forEach(
        b -> {
          names.add(b.title());
          names.add(b.path());
        });
    Diagnostic unknown =
        Diagnostic.of("NND0660", "there is no block " + name + " in " + scheme.name());
    Set<String> kinds =
        blocks.stream().map(Part.Block::title).collect(Collectors.toCollection(TreeSet::new));
    throw new NndException(
        (kinds.isEmpty()
                ? unknown.note("it has no blocks")
                : unknown.note("the blocks are " + String.join(", ", kinds)))
            .help(DidYouMean.of(name, names).map(n -> "did you mean " + n + "?")));
  }

  /** Parts as boxes. */
  private static final class View {
    private final boolean each;

    /** For each value the units that it flows into. */
    private final Map<String, Set<Unit>> readers = new HashMap<>();

    View(Scheme scheme, boolean each) {
      this.each = each;
      for (Unit u : scheme.units()) {
        u.in().forEach(w -> readers.computeIfAbsent(w.id(), id -> new LinkedHashSet<>()).add(u));
      }
    }

    List<Node> of(List<Part> parts, Predicate<Part.Block> seen) {
      List<Node> nodes = new ArrayList<>();
      for (int from = 0, to; from < parts.size(); from = to) {
        to = from + 1;
        if (parts.get(from) instanceof Part.Block b) {
          while (!each
              && to < parts.size()
              && again(parts.get(to - 1), parts.get(to), parts.get(from))) {
            to++;
          }
          nodes.add(block(b, parts.subList(from, to), seen));
        } else if (parts.get(from) instanceof Part.Single s) {
          nodes.add(single(s.unit()));
        }
      }
      return nodes;
    }

    /** Whether a part does the same again with what the one before it gave. */
    private boolean again(Part before, Part next, Part first) {
      if (!(next instanceof Part.Block) || !alike(before, next)) {
        return false;
      }
      List<String> made = out(before).stream().map(Wire::id).toList();
      Set<String> in = ids(next.in());
      Set<String> others = new HashSet<>(in);
      others.removeAll(made);
      return in.containsAll(made)
          && ids(first.in()).containsAll(others)
          && next.in().size() == first.in().size()
          && made.stream().allMatch(id -> next.units().containsAll(readers.get(id)));
    }

    private static Set<String> ids(List<Wire> wires) {
      return wires.stream().map(Wire::id).collect(Collectors.toSet());
    }

    private static boolean alike(Part a, Part b) {
      return shape(a).equals(shape(b));
    }

    /** What a part looks like, whatever its names are. */
    private static List<Object> shape(Part part) {
      Map<String, Integer> numbers = new HashMap<>();
      List<Object> shape = new ArrayList<>();
      for (Unit u : part.units()) {
        shape.add(List.of(u.title(), u.detail(), u.tone(), u.parameters()));
        for (Wire w : u.in()) {
          shape.add(numbers.computeIfAbsent(w.id(), id -> numbers.size()) + w.label());
        }
        for (Wire w : u.out()) {
          shape.add(numbers.computeIfAbsent(w.id(), id -> numbers.size()) + w.label());
        }
      }
      return shape;
    }

    /** What flows out of a part. */
    private List<Wire> out(Part part) {
      Set<Unit> own = new HashSet<>(part.units());
      List<Wire> out = new ArrayList<>();
      part.each(
          u ->
              u.out().stream()
                  .filter(w -> !own.containsAll(readers.getOrDefault(w.id(), Set.of())))
                  .forEach(out::add));
      return out;
    }

    private Node block(Part.Block first, List<Part> same, Predicate<Part.Block> seen) {
      Part last = same.get(same.size() - 1);
      boolean open = seen.test(first);
      int times = same.size();
      long parameters = first.parameters();
      String layers = Count.of(first.units().size(), "layer");
      String each = times > 1 ? " each" : "";
      String numbers = parameters == 0 ? "" : ", " + Count.of(parameters, "parameter");
      String about =
          same.stream().map(p -> ((Part.Block) p).path()).collect(Collectors.joining("\n"));
      return new Node(
          first.path(),
          first.title(),
          layers + numbers + each,
          about + "\n" + layers + numbers + each,
          tone(first),
          times,
          first.in(),
          out(last),
          open ? of(first.parts(), seen) : List.of(),
          out(first),
          first.units().stream()
              .flatMap(u -> u.learning().stream())
              .reduce(Learning.NONE, Learning::and),
          back(first.units()),
          arriving(first));
    }

    private static Tone tone(Part.Block block) {
      Set<Tone> tones = block.units().stream().map(Unit::tone).collect(Collectors.toSet());
      return tones.size() == 1 && (tones.contains(Tone.BACKWARD) || tones.contains(Tone.UPDATE))
          ? tones.iterator().next()
          : Tone.BLOCK;
    }

    private Node single(Unit u) {
      Map<String, Wire> in = new LinkedHashMap<>();
      u.in().forEach(w -> in.put(w.id(), w));
      List<Wire> out = u.out().stream().filter(w -> readers.containsKey(w.id())).toList();
      return new Node(
          String.join("/", u.path()),
          u.title(),
          u.detail(),
          u.about(),
          u.tone(),
          1,
          List.copyOf(in.values()),
          out,
          List.of(),
          out,
          u.learning().orElse(Learning.NONE),
          back(List.of(u)),
          Set.of());
    }

    /** What units read and give a gradient to. */
    private static Set<String> back(List<Unit> units) {
      return units.stream()
          .filter(u -> u.learning().isPresent())
          .flatMap(u -> u.in().stream())
          .map(Wire::id)
          .collect(Collectors.toSet());
    }

    /** What a part gives to units outside that learn. */
    private Set<String> arriving(Part part) {
      Set<Unit> own = new HashSet<>(part.units());
      return out(part).stream()
          .map(Wire::id)
          .filter(
              id ->
                  readers.get(id).stream()
                      .anyMatch(u -> !own.contains(u) && u.learning().isPresent()))
          .collect(Collectors.toSet());
    }
  }
}
