package org.nnd.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.layer.Step;
import org.nnd.layer.Weight;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * What a network consists of and what it costs.
 *
 * <p>Free lengths are given a number for what is counted; the types keep their names.
 *
 * @param model its name
 * @param inputs what is fed, per example
 * @param outputs what is asked for, per example
 * @param parts the layers in their order, those of a block under the block
 * @param lengths what the free lengths are while counting
 * @param trainable parameters that follow gradients
 * @param fixed parameters that the layers move themselves, or nothing does
 * @param multiplyAdds for one example
 * @param batch examples at a time, for the memory
 * @param memory bytes
 */
public record Summary(
    String model,
    Map<String, TensorType> inputs,
    Map<String, TensorType> outputs,
    List<Part> parts,
    Map<String, Long> lengths,
    long trainable,
    long fixed,
    long multiplyAdds,
    long batch,
    Memory memory) {
  public Summary {
    inputs = new LinkedHashMap<>(inputs);
    outputs = new LinkedHashMap<>(outputs);
    parts = List.copyOf(parts);
    lengths = new LinkedHashMap<>(lengths);
  }

  /** What a free length is where nobody says otherwise. */
  public static final long LENGTH = 100;

  /**
   * Bytes.
   *
   * @param weights of the parameters
   * @param predicting the most that values between layers take at one time
   * @param training an estimate of a whole step: the parameters and what the optimizer keeps for
   *     them, both before and behind the step, gradients, and all values between layers
   */
  public record Memory(long weights, long predicting, long training) {}

  /** All parameters. */
  public long parameters() {
    return trainable + fixed;
  }

  /**
   * Counts.
   *
   * @param lengths free lengths by name; others are {@link #LENGTH}
   * @throws NndException if there is no such length (NND0521), or a layer can't take it (NND0522)
   */
  public static Summary of(Experiment e, long batch, Map<String, Long> lengths) {
    return new Counting(e, batch, lengths).summary();
  }

  private static final class Counting {
    private final Network network;

    /** As the training has them, which may freeze some. */
    private final Map<String, Weight> weights;

    private final int slots;
    private final long batch;
    private final Map<String, Long> lengths = new LinkedHashMap<>();
    private final Map<Value, TensorType> known = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    Counting(Experiment e, long batch, Map<String, Long> given) {
      this.network = e.network();
      this.weights = e.training().map(Training::network).orElse(network).weights();
      this.slots = e.training().map(t -> t.descent().copies() - 1).orElse(0);
      this.batch = batch;
      network.inputs().forEach(v -> free(v).forEach(name -> lengths.put(name, LENGTH)));
      for (String name : given.keySet()) {
        if (lengths.replace(name, given.get(name)) == null) {
          String note = "the free lengths are " + String.join(", ", lengths.keySet());
          Diagnostic unknown =
              Diagnostic.of("NND0521", network.name() + " has no free length " + name);
          throw new NndException(
              (lengths.isEmpty() ? unknown : unknown.note(note))
                  .help(DidYouMean.of(name, lengths.keySet()).map(n -> "did you mean " + n + "?")));
        }
      }
    }

    private static List<String> free(Value v) {
      return v.type().perExample().shape().dims().stream()
          .filter(d -> d instanceof Dim.Named)
          .map(Dim::toString)
          .toList();
    }

    Summary summary() {
      network.inputs().forEach(v -> known.put(v, counted(v.type())));
      List<Part> leaves = new ArrayList<>();
      network.steps().forEach(s -> leaves.add(part(s)));
      long trainable = parameters(weights.values().stream().filter(Weight::trainable).toList());
      return new Summary(
          network.name(),
          types(network.inputs()),
          outputs(),
          tree(leaves, 0),
          lengths,
          trainable,
          parameters(List.copyOf(weights.values())) - trainable,
          leaves.stream().mapToLong(Part::multiplyAdds).reduce(0, Math::addExact),
          batch,
          memory(List.copyOf(weights.values())));
    }

    /** The type with a number for each free length. */
    private TensorType counted(TensorType t) {
      TensorType x = t.perExample();
      List<Dim> dims =
          x.shape().dims().stream()
              .map(d -> d instanceof Dim.Named n ? Dim.of(lengths.get(n.name())) : d)
              .toList();
      TensorType all = x.shaped(new Shape(dims));
      return t.batched() ? all.batch() : all;
    }

    private Part part(Step s) {
      List<TensorType> in = s.inputs().stream().map(known::get).toList();
      long multiplyAdds = 0;
      try {
        List<TensorType> out = s.layer().infer(in);
        for (int i = 0; i < out.size(); i++) {
          known.put(s.outputs().get(i), out.get(i));
        }
        multiplyAdds = s.layer().multiplyAdds(in);
      } catch (Refusal r) {
        throw new NndException(
            Diagnostic.of("NND0522", "with " + told() + ": " + r.getMessage())
                .help("choose other lengths with --length"));
      }
      boolean first = seen.add(s.path());
      Map<String, Weight> own = s.weights();
      return new Part(
          s.path(),
          s.kind(),
          s.outputs().stream().map(v -> v.type().perExample()).toList(),
          first ? parameters(List.copyOf(own.values())) : 0,
          multiplyAdds,
          !first && !own.isEmpty(),
          List.of());
    }

    private String told() {
      return lengths.entrySet().stream()
          .map(e -> e.getKey() + " = " + e.getValue())
          .collect(Collectors.joining(", "));
    }

    /** Neighbours under the same block become that block's parts. */
    private static List<Part> tree(List<Part> leaves, int depth) {
      List<Part> parts = new ArrayList<>();
      for (int from = 0, to; from < leaves.size(); from = to) {
        String[] words = leaves.get(from).path().split("/");
        if (words.length == depth + 1) {
          parts.add(leaves.get(from));
          to = from + 1;
          continue;
        }
        String block = String.join("/", List.of(words).subList(0, depth + 1));
        to = from + 1;
        while (to < leaves.size() && leaves.get(to).path().startsWith(block + "/")) {
          to++;
        }
        parts.add(Part.block(block, tree(leaves.subList(from, to), depth + 1)));
      }
      return parts;
    }

    private static Map<String, TensorType> types(List<Value> values) {
      Map<String, TensorType> types = new LinkedHashMap<>();
      values.forEach(v -> types.put(v.name(), v.type().perExample()));
      return types;
    }

    private Map<String, TensorType> outputs() {
      Map<String, TensorType> types = new LinkedHashMap<>();
      network.outputs().forEach((name, v) -> types.put(name, v.type().perExample()));
      return types;
    }

    private static long parameters(List<Weight> weights) {
      return weights.stream().mapToLong(Counting::size).reduce(0, Math::addExact);
    }

    private static long size(Weight w) {
      return w.type().shape().size().orElseThrow();
    }

    private Memory memory(List<Weight> weights) {
      long all = bytes(weights);
      long learned = bytes(weights.stream().filter(Weight::trainable).toList());
      long values = known.keySet().stream().mapToLong(this::bytes).reduce(0, Math::addExact);
      long most = most();
      long training = 2 * (all + slots * learned) + learned + values + most;
      return new Memory(all, most, training);
    }

    private static long bytes(List<Weight> weights) {
      return weights.stream()
          .mapToLong(w -> size(w) * w.type().element().bytes())
          .reduce(0, Math::addExact);
    }

    private long bytes(Value v) {
      TensorType t = known.get(v);
      long one = t.perExample().shape().size().orElseThrow() * t.element().bytes();
      return t.batched() ? Math.multiplyExact(one, batch) : one;
    }

    /** The most that is alive at one time, each value from its making to its last use. */
    private long most() {
      Map<Value, Integer> last = new HashMap<>();
      List<Step> steps = network.steps();
      for (int i = 0; i < steps.size(); i++) {
        for (Value v : steps.get(i).inputs()) {
          last.put(v, i);
        }
      }
      network.outputs().values().forEach(v -> last.put(v, steps.size()));
      long alive = network.inputs().stream().mapToLong(this::bytes).sum();
      long most = alive;
      for (int i = 0; i < steps.size(); i++) {
        Step s = steps.get(i);
        alive += s.outputs().stream().mapToLong(this::bytes).sum();
        most = Math.max(most, alive);
        Set<Value> done = new HashSet<>(s.inputs());
        done.addAll(s.outputs());
        for (Value v : done) {
          alive -= last.getOrDefault(v, i) <= i ? bytes(v) : 0;
        }
      }
      return most;
    }
  }
}
