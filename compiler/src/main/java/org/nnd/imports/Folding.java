package org.nnd.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nnd.imports.Trunk.Segment;
import org.nnd.ir.Value;

/**
 * A sketch with blocks for what repeats: the trunk is cut where it is one value wide, and runs of
 * segments that are built alike are one block, whose parameters are the arguments that differ.
 *
 * @param blocks what is said once, those that others use before them
 * @param sites the layers and blocks that are left
 */
record Folding(List<Block> blocks, List<Site> sites) {
  /** A block that is a mere chain of layers must save more than one with ways around. */
  private static final int LONG_CHAIN = 8;

  private static final int SHORTEST = 3;
  private static final int MOST_SEGMENTS = 24;

  /** Where runs of segments that are alike begin. */
  private record Run(int segments, List<Integer> starts) {
    /** How many layers the text is shorter by, with blocks of so many. */
    int gain(int layers) {
      return (starts.size() - 1) * layers - starts.size() - 2;
    }
  }

  static Folding of(Sketch sketch) {
    List<Segment> trunk = new ArrayList<>(Trunk.segments(sketch.inputs(), sketch.sites()));
    Set<Value> outputs = new HashSet<>(sketch.outputs().values());
    Set<Site> within = trunk.stream().flatMap(s -> s.sites().stream()).collect(Collectors.toSet());
    List<Site> before = sketch.sites().stream().filter(s -> !within.contains(s)).toList();
    List<Block> blocks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Optional<Run> run = best(trunk, outputs); run.isPresent(); run = best(trunk, outputs)) {
      trunk = folded(trunk, run.get(), names, blocks);
    }
    List<Site> sites = new ArrayList<>(before);
    trunk.forEach(s -> sites.addAll(s.sites()));
    return new Folding(blocks, sites);
  }

  private static Optional<Run> best(List<Segment> trunk, Set<Value> outputs) {
    List<String> looks = trunk.stream().map(Look::of).toList();
    List<Run> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int segments = 1; segments <= MOST_SEGMENTS; segments++) {
      for (int from = 0; from + segments <= trunk.size(); from++) {
        if (seen.add(String.join("\n", looks.subList(from, from + segments)))) {
          Run run = new Run(segments, starts(looks, from, segments));
          if (isBlock(trunk, looks, run, outputs)) {
            found.add(run);
          }
        }
      }
    }
    // What comes again as a whole, with several ways around in it, before its parts.
    Comparator<Run> wholes = Comparator.comparing(r -> r.segments > 1 && wide(trunk, r) > 0);
    return found.stream()
        .max(
            wholes
                .thenComparing(r -> r.gain(layers(trunk, r)))
                .thenComparing(r -> -r.starts.get(0)));
  }

  private static List<Integer> starts(List<String> looks, int from, int segments) {
    List<Integer> starts = new ArrayList<>();
    List<String> look = looks.subList(from, from + segments);
    for (int at = from; at + segments <= looks.size(); ) {
      boolean again = looks.subList(at, at + segments).equals(look);
      if (again) {
        starts.add(at);
      }
      at += again ? segments : 1;
    }
    return starts;
  }

  private static List<Segment> of(List<Segment> trunk, Run run, int start) {
    return trunk.subList(start, start + run.segments);
  }

  private static int layers(List<Segment> trunk, Run run) {
    return of(trunk, run, run.starts.get(0)).stream().mapToInt(s -> s.sites().size()).sum();
  }

  /** How many segments have ways around. */
  private static long wide(List<Segment> trunk, Run run) {
    return of(trunk, run, run.starts.get(0)).stream().filter(s -> s.sites().size() > 1).count();
  }

  private static boolean isBlock(
      List<Segment> trunk, List<String> looks, Run run, Set<Value> outputs) {
    int first = run.starts.get(0);
    List<Segment> body = of(trunk, run, first);
    int layers = layers(trunk, run);
    long wide = wide(trunk, run);
    boolean uses =
        body.stream().anyMatch(s -> s.sites().stream().anyMatch(l -> l.form() instanceof Form.Use));
    boolean inner =
        run.starts.stream()
            .flatMap(at -> of(trunk, run, at).subList(0, run.segments - 1).stream())
            .anyMatch(s -> outputs.contains(s.output()));
    if (run.starts.size() < 2 || uses || inner || run.gain(layers) < 1 || layers < SHORTEST) {
      return false;
    }
    if (run.segments == 1) {
      return wide == 1;
    }
    boolean heads = isHead(body.get(0));
    for (int at : run.starts) {
      int next = at + run.segments;
      heads &= next == trunk.size() || isHead(trunk.get(next)) || !isTail(trunk.get(next));
    }
    // Segments with ways around that stand elsewhere too are blocks by themselves.
    boolean elsewhere = false;
    for (int i = 0; i < run.segments; i++) {
      Segment s = body.get(i);
      String look = looks.get(first + i);
      long times =
          IntStream.range(0, looks.size())
              .filter(at -> looks.get(at).equals(look) && s.sites().size() > 1)
              .count();
      elsewhere |= s.sites().size() > 1 && times != run.starts.size();
    }
    return heads && !elsewhere && (wide > 0 || layers >= LONG_CHAIN);
  }

  /** Whether a block may begin here: with numbers that are learned, or with ways around. */
  private static boolean isHead(Segment s) {
    return s.sites().size() > 1 || (!s.sites().get(0).weights().isEmpty() && !isTail(s));
  }

  private static boolean isTail(Segment s) {
    return s.sites().size() == 1 && Script.follows(s.sites().get(0));
  }

  private static List<Segment> folded(
      List<Segment> trunk, Run run, Set<String> names, List<Block> blocks) {
    List<List<Site>> uses =
        run.starts.stream()
            .map(at -> of(trunk, run, at).stream().flatMap(s -> s.sites().stream()).toList())
            .toList();
    Segment first = trunk.get(run.starts.get(0));
    Value output = trunk.get(run.starts.get(0) + run.segments - 1).output();
    Parameters parameters = Parameters.of(uses);
    String wish = Look.name(uses, first.input());
    String name = wish;
    for (int i = 2; !names.add(name); i++) {
      name = wish + "_" + i;
    }
    Block block = new Block(name, parameters.names(), first.input(), parameters.body(), output);
    blocks.add(block);
    List<Segment> all = new ArrayList<>();
    for (int at = 0; at < trunk.size(); ) {
      int use = run.starts.indexOf(at);
      if (use < 0) {
        all.add(trunk.get(at++));
      } else {
        Value in = trunk.get(at).input();
        Value out = trunk.get(at + run.segments - 1).output();
        Form form = new Form.Use(block, parameters.arguments(use));
        all.add(new Segment(in, List.of(Site.of(form, in, out)), out));
        at += run.segments;
      }
    }
    return all;
  }

  /** How segments look: what is equal where only arguments differ. */
  private static final class Look {
    static String of(Segment s) {
      Map<Value, Integer> numbers = new HashMap<>(Map.of(s.input(), 0));
      StringBuilder look = new StringBuilder();
      for (Site site : s.sites()) {
        look.append(Parameters.look(site));
        site.inputs().forEach(v -> look.append(' ').append(numbers.get(v)));
        site.outputs().forEach(v -> numbers.put(v, numbers.size()));
        look.append('\n');
      }
      return look.append("gives ").append(numbers.get(s.output())).toString();
    }

    /** What a block may be called: after what it does, or after what the exporter called it. */
    static String name(List<List<Site>> uses, Value input) {
      List<Site> body = uses.get(0);
      Set<String> kinds =
          body.stream()
              .filter(s -> s.form() instanceof Form.Call)
              .map(s -> ((Form.Call) s.form()).entry().name())
              .collect(Collectors.toSet());
      if (kinds.stream().anyMatch(k -> k.endsWith("attention"))) {
        return kinds.contains("dense") ? "transformer_layer" : "attend";
      }
      boolean sums = body.stream().anyMatch(s -> s.form() instanceof Form.Infix);
      boolean around =
          body.stream().anyMatch(s -> s.form() instanceof Form.Infix && s.inputs().contains(input));
      if (sums) {
        long convs =
            body.stream()
                .filter(s -> s.form() instanceof Form.Call c && c.entry().name().equals("conv"))
                .count();
        boolean narrow = convs >= (around ? 3 : 4);
        boolean depthwise = kinds.contains("depthwise_conv");
        String word = depthwise ? "inverted_residual" : narrow ? "bottleneck" : "residual";
        return around ? word : "downsampling_" + word;
      }
      if (kinds.contains("concat")) {
        boolean grows =
            body.stream().anyMatch(s -> s.inputs().size() > 1 && s.inputs().contains(input));
        return grows ? "grow" : "branches";
      }
      return kinds.contains("depthwise_conv")
          ? "separable"
          : kinds.contains("conv") ? "convs" : "part";
    }
  }
}
