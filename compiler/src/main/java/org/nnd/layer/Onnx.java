package org.nnd.layer;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Lengths;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Conv;
import org.nnd.op.ConvTranspose;
import org.nnd.op.Gemm;
import org.nnd.op.MatMul;
import org.nnd.op.Ops;
import org.nnd.source.DidYouMean;

/**
 * The network in an ONNX file, wherever it was born: its operators, and its numbers as first
 * weights.
 *
 * <p>The file's inputs are taken in its order, its free lengths are those of what is sent. Its
 * float tensors learn, under their names there, other than those that are constants by their use:
 * masks, settings of operators, single numbers that scale. A batch normalisation keeps its
 * statistics, and dropout that the file hasn't isn't there.
 *
 * @param file as the text names it
 * @param graph what is computed, cut where it was asked for
 * @param weights those of its numbers that are weights, by their names
 */
public record Onnx(String file, Graph graph, Map<String, Weight> weights) implements Layer {
  private static final Argument<String> FILE =
      Argument.required("file", ArgumentType.text(), "the file, from the folder of this one");
  private static final Argument<List<String>> UNTIL =
      Argument.unset(
          "until",
          ArgumentType.texts(),
          "its outputs",
          "where it is cut: a value, a node or an output of the file");
  private static final Argument<List<String>> FIXED =
      Argument.unset(
          "fixed",
          ArgumentType.texts(),
          "none",
          "numbers of the file that don't learn, by their names: \"layer1.*\"");

  static final Entry<Onnx> ENTRY =
      Entry.<Onnx>of(
              "onnx",
              "the network in an ONNX file, its numbers being the first weights",
              a ->
                  of(
                      a.get(FILE),
                      a.graph(FILE),
                      a.find(UNTIL).orElse(List.of()),
                      a.find(FIXED).orElse(List.of())),
              FILE,
              UNTIL,
              FIXED)
          .taking(1, Integer.MAX_VALUE);

  public Onnx {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /**
   * A file's graph, cut.
   *
   * @param until empty for the outputs that it has
   * @throws Refusal if there is nothing of such a name
   */
  public static Onnx of(String file, Graph graph, List<String> until, List<String> fixed) {
    Graph own = until.isEmpty() ? graph : cut(file, graph, until);
    Predicate<String> stays = fixed.stream().map(Onnx::matches).reduce(x -> false, Predicate::or);
    Map<String, Weight> weights = FileWeights.of(own, stays);
    for (String pattern : fixed) {
      if (weights.keySet().stream().noneMatch(matches(pattern))) {
        throw new Refusal(
            file + " has no weights called " + pattern, near(pattern, weights.keySet()));
      }
    }
    return new Onnx(file, own, weights);
  }

  private static String near(String name, Set<String> names) {
    return DidYouMean.of(name, names)
        .map(n -> "did you mean " + n + "?")
        .orElse("there is " + some(names));
  }

  private static Graph cut(String file, Graph graph, List<String> until) {
    Map<String, List<Value>> named = new LinkedHashMap<>();
    graph.outputs().forEach((name, v) -> named.putIfAbsent(name, List.of(v)));
    graph.nodes().forEach(n -> n.outputs().forEach(v -> named.putIfAbsent(v.name(), List.of(v))));
    graph.nodes().forEach(n -> named.putIfAbsent(n.name(), n.outputs()));
    Map<String, Value> outputs = new LinkedHashMap<>();
    for (String name : until) {
      List<Value> found = named.get(name);
      if (found == null) {
        throw new Refusal(
            file + " has no value, node or output called " + name, near(name, named.keySet()));
      }
      found.forEach(v -> outputs.put(v.name(), v));
    }
    return DeadCode.removeInputs(
        new Graph(graph.name(), graph.inputs(), graph.initializers(), graph.nodes(), outputs));
  }

  /** The last names of many: what a network ends with is what it is cut at. */
  static String some(Set<String> names) {
    List<String> all = List.copyOf(names);
    int shown = 8;
    return (all.size() > shown ? "..., " : "")
        + String.join(", ", all.subList(Math.max(0, all.size() - shown), all.size()));
  }

  private static Predicate<String> matches(String pattern) {
    return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q")).asMatchPredicate();
  }

  // Types.

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.copyOf(of(in).outputs().values()).stream().map(Value::type).toList();
  }

  /** The graph for such inputs. */
  private Graph of(List<TensorType> in) {
    List<Value> inputs = graph.inputs();
    if (in.size() != inputs.size()) {
      String names = inputs.stream().map(Value::name).collect(Collectors.joining(", "));
      throw new Refusal(
          file
              + " takes "
              + inputs.size()
              + (inputs.size() == 1 ? " value (" : " values (")
              + names
              + "), not "
              + in.size());
    }
    List<TensorType> wanted = inputs.stream().map(Value::type).toList();
    return Lengths.between(wanted, in)
        .map(lengths -> lengths.of(graph))
        .orElseThrow(() -> mismatch(in));
  }

  private Refusal mismatch(List<TensorType> in) {
    List<Value> inputs = graph.inputs();
    for (int i = 0; i < in.size(); i++) {
      TensorType wanted = inputs.get(i).type();
      if (Lengths.between(List.of(wanted), List.of(in.get(i))).isEmpty()) {
        boolean one = !wanted.batched() && in.get(i).batched();
        return one
            ? new Refusal(
                file
                    + " takes "
                    + wanted
                    + " as its "
                    + inputs.get(i).name()
                    + ": no free number of examples",
                "export it with a free first axis: dynamic_shapes or dynamic_axes in PyTorch")
            : new Refusal(
                file
                    + " takes "
                    + wanted.perExample()
                    + " as its "
                    + inputs.get(i).name()
                    + ", but this value is "
                    + in.get(i).perExample(),
                wanted.element() == in.get(i).element()
                        || !ElementType.words().contains(wanted.element().toString())
                    ? null
                    : "insert `-> cast(" + wanted.element() + ")` before it");
      }
    }
    return new Refusal(file + "'s inputs share a length, but these values don't: " + in);
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    return weights;
  }

  /** Convolutions, products of matrices and recurrent operators; others count nothing. */
  @Override
  public long multiplyAdds(List<TensorType> in) {
    Lengths one = new Lengths(Map.of(Dim.BATCH.toString(), Dim.of(1)));
    return one.of(of(in)).nodes().stream().mapToLong(Onnx::multiplyAdds).reduce(0, Math::addExact);
  }

  private static long multiplyAdds(Node n) {
    List<Shape> in = n.inputs().stream().map(Value::shape).toList();
    if (n.op() instanceof Conv) {
      return Math.multiplyExact(size(n.outputs().get(0).shape()), size(in.get(1).from(1)));
    }
    if (n.op() instanceof ConvTranspose) {
      return Math.multiplyExact(size(in.get(0)), size(in.get(1).from(1)));
    }
    if (n.op() instanceof MatMul) {
      return Math.multiplyExact(size(n.outputs().get(0).shape()), size(in.get(0).from(-1)));
    }
    if (n.op() instanceof Gemm g) {
      return Math.multiplyExact(size(in.get(0)), size(Shape.of(in.get(1).dim(g.transB() ? 0 : 1))));
    }
    return RecurrentNode.of(n.op()).isPresent()
        ? Math.multiplyExact(
            size(in.get(0).slice(0, 2)), Math.addExact(size(in.get(1)), size(in.get(2))))
        : 0;
  }

  private static long size(Shape s) {
    return s.size().orElseThrow();
  }

  // Gradients.

  /**
   * An operator without a gradient, on the way from an output to a weight that learns.
   *
   * @param weights those of this layer that learn and stand before it
   */
  public record Obstacle(Node node, List<String> weights) {}

  /**
   * What no gradient comes through, if there is such.
   *
   * @param learns whether the weights of this use do, by their names
   * @param active the inputs, by their places, that depend on weights that learn
   * @param seen the outputs that the loss depends on
   */
  public Optional<Obstacle> obstacle(
      Predicate<String> learns, Set<Integer> active, Set<Integer> seen) {
    Set<Value> wanted = new HashSet<>();
    List<Value> outputs = List.copyOf(graph.outputs().values());
    seen.forEach(i -> wanted.add(outputs.get(i)));
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node n = graph.nodes().get(i);
      if (!Collections.disjoint(wanted, n.outputs())) {
        wanted.addAll(n.inputs());
      }
    }
    Map<Value, Set<String>> before = new HashMap<>();
    active.forEach(i -> before.put(graph.inputs().get(i), Set.of()));
    weights.keySet().stream()
        .filter(learns)
        .forEach(w -> before.put(new Value(w, weights.get(w).type()), Set.of(w)));
    for (Node n : graph.nodes()) {
      boolean reached = n.inputs().stream().anyMatch(before::containsKey);
      boolean passes = n.outputs().stream().anyMatch(v -> v.element().isFloat());
      if (!reached || !passes || Collections.disjoint(wanted, n.outputs())) {
        continue;
      }
      Set<String> names = new TreeSet<>();
      n.inputs().forEach(v -> names.addAll(before.getOrDefault(v, Set.of())));
      if (!Ops.isDifferentiable(n.op()) && RecurrentNode.of(n.op()).isEmpty()) {
        return Optional.of(new Obstacle(n, List.copyOf(names)));
      }
      n.outputs().stream().filter(v -> v.element().isFloat()).forEach(v -> before.put(v, names));
    }
    return Optional.empty();
  }

  // Emission.

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Graph own = of(in.stream().map(Value::type).toList());
    Map<Value, Value> written = new HashMap<>();
    for (int i = 0; i < in.size(); i++) {
      written.put(own.inputs().get(i), in.get(i));
    }
    own.initializers()
        .forEach(
            (v, numbers) ->
                written.put(
                    v,
                    weights.containsKey(v.name()) ? e.weight(v.name()) : e.g().constant(numbers)));
    for (Node n : own.nodes()) {
      e.part(n.name());
      List<Value> inputs = n.inputs().stream().map(written::get).toList();
      List<Value> outputs =
          RecurrentNode.of(n.op())
              .filter(r -> e.training())
              .map(r -> r.emit(e, inputs))
              .orElseGet(() -> e.g().node(n.op(), inputs).outputs());
      for (int i = 0; i < outputs.size(); i++) {
        written.put(n.outputs().get(i), outputs.get(i));
      }
    }
    return own.outputs().values().stream().map(written::get).toList();
  }
}
