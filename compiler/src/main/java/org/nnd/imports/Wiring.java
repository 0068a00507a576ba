package org.nnd.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.ConstantOfShape;
import org.nnd.op.Flatten;
import org.nnd.op.Identity;
import org.nnd.op.Reshape;
import org.nnd.op.ShapeOf;
import org.nnd.op.Squeeze;
import org.nnd.op.Unsqueeze;
import org.nnd.op.Where;

/**
 * A graph to look around in: which node makes a value, who reads it, what is constant.
 *
 * <p>What follows from constants alone is a constant here, and values that are others' copies are
 * these.
 */
final class Wiring {
  /** How many numbers a constant may have that a file has none of: all of a large network's. */
  private static final long MOST = 1 << 28;

  private final Graph graph;
  private final Map<Value, Tensor> constants = new LinkedHashMap<>();

  /** Small arrays that follow from lengths, NaN where these are free. */
  private final Map<Value, Array> partly = new HashMap<>();

  private final Map<Value, Value> copies = new HashMap<>();
  private final Map<Value, Node> makers = new HashMap<>();
  private final Map<Value, Integer> places = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();
  private final Map<Value, List<Node>> readers = new HashMap<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();

  Wiring(Graph graph) {
    this.graph = graph;
    constants.putAll(graph.initializers());
    graph.inputs().forEach(constants::remove);
    for (Node n : graph.nodes()) {
      add(n.reading(n.inputs().stream().map(this::original).toList()));
    }
    graph.outputs().forEach((name, v) -> outputs.put(name, original(v)));
    count();
  }

  private void add(Node raw) {
    Node n = known(raw);
    if (n.op() instanceof Identity || n.op().isIdentity(types(n))) {
      copies.put(n.outputs().get(0), n.inputs().get(0));
      return;
    }
    Optional<Value> chosen = chosen(n);
    if (chosen.isPresent()) {
      copies.put(n.output(), chosen.get());
      return;
    }
    n.outputs().forEach(v -> makers.put(v, n));
    n.outputs().forEach(v -> places.put(v, places.size()));
    if (n.op() instanceof ShapeOf s) {
      lengths(s, n);
    } else if (n.op() instanceof ConstantOfShape c && fits(c.to())) {
      TensorType type = n.output().type();
      double value = Array.of(c.value()).numbers()[0];
      constants.put(n.output(), Tensor.filled(type, value));
    } else if (small(n) && n.inputs().stream().allMatch(this::isKnown)) {
      List<Array> in = n.inputs().stream().map(this::known).toList();
      Interpreter.OF_CONSTANTS.of(n, in).ifPresent(all -> keep(n, all));
    }
  }

  /** What Where takes, if it is known to take one of its values whole. */
  private Optional<Value> chosen(Node n) {
    Optional<Array> condition =
        n.op() instanceof Where ? constant(n.inputs().get(0)).map(Array::of) : Optional.empty();
    for (int i = 1; condition.isPresent() && i < 3; i++) {
      boolean whole = n.inputs().get(i).type().equals(n.output().type());
      if (whole && condition.get().isFilled(i == 1 ? 1 : 0)) {
        return Optional.of(n.inputs().get(i));
      }
    }
    return Optional.empty();
  }

  /** Whether memory holds so many numbers, however few bytes of a file ask for them. */
  private static boolean fits(Shape s) {
    return s.size().orElse(Long.MAX_VALUE) <= MOST;
  }

  /** Lengths that are known; those that aren't are no numbers. */
  private void lengths(ShapeOf s, Node n) {
    Shape x = n.inputs().get(0).shape();
    List<Dim> dims = x.dims().subList(s.start(), Math.min(s.end(), x.rank()));
    double[] all =
        dims.stream()
            .mapToDouble(d -> d.known().isPresent() ? d.known().getAsLong() : Double.NaN)
            .toArray();
    keep(n, List.of(new Array(new int[] {all.length}, all)));
  }

  private boolean isKnown(Value v) {
    return v.element() != ElementType.STRING && (constants.containsKey(v) || partly.containsKey(v));
  }

  private Array known(Value v) {
    return constants.containsKey(v) ? Array.of(constants.get(v)) : partly.get(v);
  }

  private void keep(Node n, List<Array> all) {
    for (int i = 0; i < all.size(); i++) {
      Value v = n.outputs().get(i);
      if (Arrays.stream(all.get(i).numbers()).noneMatch(Double::isNaN)) {
        constants.put(v, all.get(i).tensor(v.element()));
      } else if (all.get(i).numbers().length <= 64) {
        partly.put(v, all.get(i));
      }
    }
  }

  /** A node that only gives a value another shape as the op that does. */
  private static Node known(Node n) {
    boolean shapes =
        n.op() instanceof Squeeze || n.op() instanceof Unsqueeze || n.op() instanceof Flatten;
    return shapes
        ? new Node(n.name(), new Reshape(n.output().shape()), n.inputs().subList(0, 1), n.outputs())
        : n;
  }

  /** Products of large matrices are left to whoever runs the model. */
  private static boolean small(Node n) {
    return n.outputs().stream().allMatch(v -> v.shape().size().isPresent());
  }

  private static List<TensorType> types(Node n) {
    return n.inputs().stream().map(Value::type).toList();
  }

  /** Counts who reads what, among the nodes that an output needs. */
  private void count() {
    List<Value> open = new ArrayList<>(outputs.values());
    open.forEach(v -> uses.merge(v, 1, Integer::sum));
    Set<Node> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Value v = open.remove(open.size() - 1);
      Node maker = makers.get(v);
      if (maker != null && !constants.containsKey(v) && seen.add(maker)) {
        maker.inputs().forEach(in -> uses.merge(in, 1, Integer::sum));
        maker.inputs().stream()
            .distinct()
            .forEach(in -> readers.computeIfAbsent(in, k -> new ArrayList<>()).add(maker));
        open.addAll(maker.inputs());
      }
    }
  }

  private Value original(Value v) {
    return copies.getOrDefault(v, v);
  }

  Graph graph() {
    return graph;
  }

  /** What is asked for, by name. */
  Map<String, Value> outputs() {
    return outputs;
  }

  boolean isInput(Value v) {
    return graph.inputs().contains(v);
  }

  /** The node that makes a value, unless it is a constant or an input. */
  Optional<Node> maker(Value v) {
    return constants.containsKey(v) ? Optional.empty() : Optional.ofNullable(makers.get(v));
  }

  /** The node that makes a value, if it is one of this op. */
  Optional<Node> maker(Value v, Class<? extends Op> op) {
    return maker(v).filter(n -> op.isInstance(n.op()));
  }

  /** The same, if nothing else reads the value. */
  Optional<Node> only(Value v, Class<? extends Op> op) {
    return maker(v, op).filter(n -> uses.getOrDefault(v, 0) == 1);
  }

  /** How often a value is read. */
  int uses(Value v) {
    return uses.getOrDefault(v, 0);
  }

  /** The nodes that read a value. */
  List<Node> readers(Value v) {
    return readers.getOrDefault(v, List.of());
  }

  /** Where a value's maker stands in the graph; what is fed comes before all. */
  int place(Value v) {
    return places.getOrDefault(v, -1);
  }

  /** The numbers of a constant. */
  Optional<Tensor> constant(Value v) {
    return Optional.ofNullable(constants.get(v));
  }

  /** A constant that is one number, whatever its shape. */
  Optional<Double> number(Value v) {
    return constant(v)
        .filter(t -> t.type().shape().elements().equals(Dim.of(1)))
        .filter(t -> t.type().element() != ElementType.STRING)
        .map(t -> Array.of(t).numbers()[0]);
  }
}
