package org.nnd.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.nnd.ir.Dim;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Concat;
import org.nnd.op.ConstantOfShape;
import org.nnd.op.Flip;
import org.nnd.op.Gemm;
import org.nnd.op.Gru;
import org.nnd.op.Lstm;
import org.nnd.op.MatMul;
import org.nnd.op.Recurrence;
import org.nnd.op.Reshape;
import org.nnd.op.Rnn;
import org.nnd.op.Slice;
import org.nnd.op.Transpose;

/**
 * Recurrent layers that an exporter wrote step by step, as Keras's does, put back as ONNX's
 * operators.
 *
 * <p>Products of states [N, H] with equal weights are the steps. What a step computes is told by
 * numbers: on a random sequence the graph's states are to be those of the operator, in every step.
 */
final class Unrolled {
  private static final double TOLERANCE = 1e-9;

  /** How many values behind a step's product are looked at. */
  private static final int NEAR = 64;

  /**
   * Steps that were found.
   *
   * @param x what they read, [N, T, I] or [T, N, I]
   * @param backwards whether the first step reads the end
   * @param states the state behind each step
   * @param last the last states, the one of {@code states} first
   * @param weights w, r and b, as the operator takes them for one direction
   */
  private record Chain(
      Value x,
      boolean backwards,
      Recurrence op,
      List<Value> states,
      List<Value> last,
      List<Array> weights) {
    boolean pairs(Chain other) {
      return !backwards && other.backwards && x.equals(other.x) && op.equals(other.op);
    }
  }

  private final Wiring g;
  private final Interpreter interpreter = new Interpreter(Map.of(Dim.BATCH, Movement.EXAMPLES));

  private Unrolled(Wiring g) {
    this.g = g;
  }

  /** The same graph with operators in the place of steps. */
  static Wiring rolled(Wiring g) {
    List<Chain> chains = new Unrolled(g).chains();
    return chains.isEmpty() ? g : new Wiring(new Unrolled(g).with(chains));
  }

  // Finding.

  private List<Chain> chains() {
    Map<Tensor, List<Node>> products = new LinkedHashMap<>();
    for (Node raw : g.graph().nodes()) {
      Optional<Node> product = g.maker(raw.outputs().get(0)).filter(this::multipliesState);
      product.ifPresent(n -> products.computeIfAbsent(weight(n), w -> new ArrayList<>()).add(n));
    }
    List<Chain> found = new ArrayList<>();
    for (List<Node> steps : products.values()) {
      if (steps.size() > 1) {
        chain(steps).ifPresent(found::add);
      }
    }
    return found;
  }

  private Tensor weight(Node product) {
    return g.constant(product.inputs().get(1)).orElseThrow();
  }

  /** x of a product of x and constant weights. */
  private boolean multiplies(Node n) {
    boolean product = n.op() instanceof MatMul || (n.op() instanceof Gemm m && !m.transA());
    return product
        && g.uses(n.outputs().get(0)) > 0
        && g.constant(n.inputs().get(0)).isEmpty()
        && g.constant(n.inputs().get(1)).filter(w -> w.type().shape().rank() == 2).isPresent();
  }

  private boolean multipliesState(Node n) {
    return multiplies(n) && isState(n.inputs().get(0)) && gates(n) > 0;
  }

  private static boolean isState(Value v) {
    return v.type().batched() && v.shape().rank() == 2 && v.shape().last().known().isPresent();
  }

  /** How many gates of the state's length a product is for; 0 if it isn't for such. */
  private static int gates(Node n) {
    long hidden = n.inputs().get(0).shape().last().known().orElse(0);
    long columns = n.outputs().get(0).shape().last().known().orElse(0);
    boolean whole = hidden > 0 && columns % hidden == 0;
    int gates = whole ? (int) (columns / hidden) : 0;
    return gates == 1 || gates == 3 || gates == 4 ? gates : 0;
  }

  /** [rows, columns] of a product's weights. */
  private Array matrix(Node product) {
    Array w = Array.of(weight(product));
    return product.op() instanceof Gemm m && m.transB() ? w.transposed(List.of(1, 0)) : w;
  }

  private Optional<Chain> chain(List<Node> steps) {
    Value second = steps.get(1).inputs().get(0);
    Set<Node> products = productsBelow(second);
    products.removeAll(steps);
    if (products.size() != 1) {
      return Optional.empty();
    }
    Node input = products.iterator().next();
    int columns = matrix(steps.get(0)).shape()[1];
    Optional<Value> x = sequence(input.inputs().get(0), steps.size());
    if (x.isEmpty() || matrix(input).shape()[1] != columns) {
      return Optional.empty();
    }
    Array inputBias = bias(input, columns);
    Array stateBias = bias(steps.get(0), columns);
    return matching(
        steps, x.get(), List.of(matrix(input), matrix(steps.get(0)), inputBias, stateBias));
  }

  /** The products with weights that a value is made of, without those below them. */
  private Set<Node> productsBelow(Value v) {
    Set<Node> found = new LinkedHashSet<>();
    Set<Value> seen = new HashSet<>();
    Deque<Value> open = new ArrayDeque<>(List.of(v));
    while (!open.isEmpty()) {
      Value next = open.pop();
      Optional<Node> maker = g.maker(next);
      if (maker.isPresent() && seen.add(next)) {
        if (multiplies(maker.get())) {
          found.add(maker.get());
        } else if (!isFilled(maker.get())) {
          open.addAll(maker.get().inputs());
        }
      }
    }
    return found;
  }

  /** The sequence of so many steps that a value is moved from, as far up as it is one. */
  private Optional<Value> sequence(Value v, int steps) {
    Optional<Value> found = Optional.empty();
    Value at = v;
    while (true) {
      Shape s = at.shape();
      boolean examplesFirst = s.rank() == 3 && at.type().batched() && s.dim(1).is(steps);
      boolean stepsFirst = s.rank() == 3 && s.dim(0).is(steps) && s.dim(1).equals(Dim.BATCH);
      found = examplesFirst || stepsFirst ? Optional.of(at) : found;
      Optional<Node> maker =
          g.maker(at).filter(Movement::moves).filter(n -> !(n.op() instanceof Concat));
      if (maker.isEmpty()) {
        return found;
      }
      at = maker.get().inputs().get(0);
    }
  }

  /** What is added to a product, by itself or by the nodes behind it. */
  private Array bias(Node product, int columns) {
    Array sum = new Array(new int[] {columns}, new double[columns]);
    List<Value> added = new ArrayList<>();
    if (product.inputs().size() > 2) {
      added.add(product.inputs().get(2));
    }
    for (Node reader : g.readers(product.outputs().get(0))) {
      if (reader.op() instanceof Add) {
        added.addAll(reader.inputs());
      }
    }
    for (Value v : added) {
      Optional<Array> numbers = g.constant(v).map(Array::of);
      if (numbers.filter(a -> a.numbers().length == columns).isPresent()) {
        sum = sum.with(numbers.get().reshaped(columns), Double::sum);
      }
    }
    return sum;
  }

  /** The operator that gives the same states, if there is one. */
  private Optional<Chain> matching(List<Node> steps, Value x, List<Array> weights) {
    int hidden = weights.get(1).shape()[0];
    int gates = weights.get(1).shape()[1] / hidden;
    Shape shape = x.shape();
    int inputs = weights.get(0).shape()[0];
    if (!shape.last().is(inputs)) {
      return Optional.empty();
    }
    boolean stepsFirst = !x.type().batched();
    Random random = new Random(1);
    Array rows =
        Array.places(steps.size(), Movement.EXAMPLES, inputs).map(i -> random.nextGaussian());
    Array fed = stepsFirst ? rows : rows.transposed(List.of(1, 0, 2));
    List<Value> states = new ArrayList<>(steps.stream().map(n -> n.inputs().get(0)).toList());
    List<Value> near = near(steps.get(steps.size() - 1));
    Map<Value, Array> known = computed(x, fed, states, near);
    if (!states.stream().allMatch(known::containsKey) || !known.get(states.get(0)).isFilled(0)) {
      return Optional.empty();
    }
    for (List<Integer> order : orders(gates)) {
      List<Array> ordered = weights.stream().map(w -> ordered(w, order, hidden)).toList();
      for (Recurrence op : kinds(gates, hidden)) {
        for (boolean backwards : List.of(false, true)) {
          Optional<List<Value>> last = last(op, ordered, backwards, rows, states, near, known);
          if (last.isPresent()) {
            List<Value> all = new ArrayList<>(states.subList(1, states.size()));
            all.add(last.get().get(0));
            return Optional.of(new Chain(x, backwards, op, all, last.get(), forOperator(ordered)));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The values of a state's shape that a step's product goes into. */
  private List<Value> near(Node product) {
    Set<Value> all = new LinkedHashSet<>();
    Deque<Value> open = new ArrayDeque<>(product.outputs());
    while (!open.isEmpty() && all.size() < NEAR) {
      for (Node reader : g.readers(open.pop())) {
        for (Value v : reader.outputs()) {
          if (isState(v) && all.add(v)) {
            open.add(v);
          }
        }
      }
    }
    return List.copyOf(all);
  }

  /** What values are for a sequence, as far as that is known. */
  private Map<Value, Array> computed(
      Value x, Array fed, Collection<Value> wanted, Collection<Value> more) {
    Map<Integer, Node> needed = new TreeMap<>();
    Deque<Value> open = new ArrayDeque<>(wanted);
    open.addAll(more);
    while (!open.isEmpty()) {
      Value v = open.pop();
      Optional<Node> maker = g.maker(v);
      if (!v.equals(x)
          && maker.isPresent()
          && needed.put(g.place(maker.get().outputs().get(0)), maker.get()) == null
          && !isFilled(maker.get())) {
        open.addAll(maker.get().inputs());
      }
    }
    Map<Value, Array> known = new HashMap<>(Map.of(x, fed));
    for (Node n : needed.values()) {
      List<Array> in = new ArrayList<>();
      for (Value v : n.inputs()) {
        Optional.ofNullable(known.get(v)).or(() -> g.constant(v).map(Array::of)).ifPresent(in::add);
      }
      Optional<List<Array>> given =
          n.op() instanceof ConstantOfShape c
              ? filled(c).map(List::of)
              : in.size() == n.inputs().size() ? interpreter.of(n, in) : Optional.empty();
      given.ifPresent(
          all -> {
            for (int i = 0; i < all.size(); i++) {
              known.put(n.outputs().get(i), all.get(i));
            }
          });
    }
    return known;
  }

  private Optional<Array> filled(ConstantOfShape c) {
    double number = Array.of(c.value()).numbers()[0];
    return interpreter.sizes(c.to(), -1).map(sizes -> Array.places(sizes).map(i -> number));
  }

  /** Whether a node needs lengths only, which its op knows. */
  private static boolean isFilled(Node n) {
    return n.op() instanceof ConstantOfShape;
  }

  /** The values that the operator's last states are, if its states are the graph's in each step. */
  private Optional<List<Value>> last(
      Recurrence op,
      List<Array> weights,
      boolean backwards,
      Array rows,
      List<Value> states,
      List<Value> near,
      Map<Value, Array> known) {
    List<Array> state = new ArrayList<>();
    for (int i = 0; i < op.states(); i++) {
      state.add(known.get(states.get(0)));
    }
    int count = states.size();
    for (int t = 0; t < count; t++) {
      Array x = rows.sliced(0, backwards ? count - 1 - t : t, 1, 1);
      state = step(op, weights, x.reshaped(Movement.EXAMPLES, rows.shape()[2]), state);
      if (t + 1 < count && !state.get(0).near(known.get(states.get(t + 1)), TOLERANCE)) {
        return Optional.empty();
      }
    }
    List<Value> last = new ArrayList<>();
    for (Array each : state) {
      near.stream()
          .filter(v -> known.containsKey(v) && each.near(known.get(v), TOLERANCE))
          .findFirst()
          .ifPresent(last::add);
    }
    return last.size() == state.size() ? Optional.of(last) : Optional.empty();
  }

  // What the operators compute.

  private static List<Recurrence> kinds(int gates, int hidden) {
    return switch (gates) {
      case 4 -> List.of(new Lstm(hidden, false, false));
      case 3 -> List.of(new Gru(hidden, false, false));
      default ->
          List.of(new Rnn(hidden, false, false, "Tanh"), new Rnn(hidden, false, false, "Relu"));
    };
  }

  private static List<Array> step(Recurrence op, List<Array> weights, Array x, List<Array> state) {
    Array h = state.get(0);
    Array a = x.times(weights.get(0)).with(weights.get(2), Double::sum);
    Array b = h.times(weights.get(1)).with(weights.get(3), Double::sum);
    int hidden = h.shape()[1];
    if (op instanceof Lstm) {
      Array all = a.with(b, Double::sum);
      Array in = gate(all, 0, hidden).map(Unrolled::sigmoid);
      Array out = gate(all, 1, hidden).map(Unrolled::sigmoid);
      Array kept = gate(all, 2, hidden).map(Unrolled::sigmoid);
      Array added = in.with(gate(all, 3, hidden).map(Math::tanh), (p, q) -> p * q);
      Array c = kept.with(state.get(1), (p, q) -> p * q).with(added, Double::sum);
      return List.of(out.with(c.map(Math::tanh), (p, q) -> p * q), c);
    }
    if (op instanceof Gru) {
      Array kept = gate(a, 0, hidden).with(gate(b, 0, hidden), Double::sum).map(Unrolled::sigmoid);
      Array reset = gate(a, 1, hidden).with(gate(b, 1, hidden), Double::sum).map(Unrolled::sigmoid);
      Array seen = reset.with(gate(b, 2, hidden), (p, q) -> p * q);
      Array next = gate(a, 2, hidden).with(seen, Double::sum).map(Math::tanh);
      Array old = kept.with(h, (p, q) -> p * q);
      return List.of(old.with(kept.with(next, (p, q) -> (1 - p) * q), Double::sum));
    }
    Array sum = a.with(b, Double::sum);
    boolean relu = ((Rnn) op).activation().equals("Relu");
    return List.of(sum.map(relu ? z -> Math.max(0, z) : Math::tanh));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static Array gate(Array of, int gate, int hidden) {
    return of.sliced(of.rank() - 1, gate * hidden, 1, hidden);
  }

  /** Gates in another order. */
  private static Array ordered(Array of, List<Integer> order, int hidden) {
    return Array.joined(of.rank() - 1, order.stream().map(i -> gate(of, i, hidden)).toList());
  }

  /** All orders of so many gates. */
  private static List<List<Integer>> orders(int gates) {
    List<List<Integer>> all = List.of(List.of());
    for (int i = 0; i < gates; i++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> order : all) {
        for (int place = 0; place <= order.size(); place++) {
          List<Integer> next = new ArrayList<>(order);
          next.add(place, i);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }

  /** w [1, gates H, I], r [1, gates H, H] and b [1, 2 gates H]. */
  private static List<Array> forOperator(List<Array> weights) {
    List<Array> all = new ArrayList<>();
    for (Array each : weights.subList(0, 2)) {
      int[] s = each.shape();
      all.add(each.transposed(List.of(1, 0)).reshaped(1, s[1], s[0]));
    }
    Array bias = Array.joined(0, weights.subList(2, 4));
    all.add(bias.reshaped(1, bias.numbers().length));
    return all;
  }

  // Putting in.

  private Graph with(List<Chain> chains) {
    Graph graph = g.graph();
    Map<Value, Tensor> constants = new LinkedHashMap<>(graph.initializers());
    Map<Value, List<Node>> before = new HashMap<>();
    Set<Value> replaced = new HashSet<>();
    Set<Chain> done = new HashSet<>();
    for (Chain chain : chains) {
      Optional<Chain> other =
          chains.stream().filter(c -> chain.pairs(c) && joined(chain, c)).findFirst();
      boolean second = chains.stream().anyMatch(c -> c.pairs(chain) && joined(c, chain));
      if (!second && done.add(chain)) {
        List<Chain> both = new ArrayList<>(List.of(chain));
        other.ifPresent(both::add);
        Value first =
            both.stream()
                .map(c -> c.states().get(0))
                .min(Comparator.comparingInt(g::place))
                .orElseThrow();
        before.put(first, nodes(both, "unrolled" + done.size(), constants));
        both.forEach(c -> replaced.addAll(c.states()));
        both.forEach(c -> replaced.addAll(c.last()));
      }
    }
    List<Node> nodes = new ArrayList<>();
    for (Node n : graph.nodes()) {
      n.outputs().forEach(v -> nodes.addAll(before.getOrDefault(v, List.of())));
      if (n.outputs().stream().noneMatch(replaced::contains)) {
        nodes.add(n);
      }
    }
    return new Graph(graph.name(), graph.inputs(), constants, nodes, graph.outputs());
  }

  /** Whether the results of two are put one behind the other. */
  private boolean joined(Chain forwards, Chain backwards) {
    return g.graph().nodes().stream()
        .flatMap(n -> g.maker(n.outputs().get(0)).stream())
        .filter(n -> n.op() instanceof Concat c && c.axis() == n.output().shape().rank() - 1)
        .filter(n -> n.inputs().size() == 2)
        .anyMatch(
            n ->
                comesFrom(n.inputs().get(0), forwards, 0)
                    && comesFrom(n.inputs().get(1), backwards, 0));
  }

  private boolean comesFrom(Value v, Chain chain, int depth) {
    return chain.states().contains(v)
        || (depth < 8
            && g.maker(v)
                .filter(Movement::moves)
                .filter(
                    n -> Movement.moved(n).stream().allMatch(m -> comesFrom(m, chain, depth + 1)))
                .isPresent());
  }

  /** The operator of one direction or of both, and its results as the states of the steps. */
  private List<Node> nodes(List<Chain> both, String name, Map<Value, Tensor> constants) {
    Chain one = both.get(0);
    int directions = both.size();
    int steps = one.states().size();
    List<Node> nodes = new ArrayList<>();
    Value x = one.x();
    List<Integer> exchanged = List.of(1, 0, 2);
    if (!x.type().batched()) {
      x = apply(nodes, name + "/examples", new Transpose(exchanged), x);
    }
    if (directions == 1 && one.backwards()) {
      x = apply(nodes, name + "/flip", new Flip(List.of(1)), x);
    }
    x = apply(nodes, name + "/steps", new Transpose(exchanged), x);
    List<Value> inputs = new ArrayList<>(List.of(x));
    for (int i = 0; i < 3; i++) {
      int at = i;
      Tensor t =
          Array.joined(0, both.stream().map(c -> c.weights().get(at)).toList()).tensor(x.element());
      Value v = new Value(name + "/" + List.of("w", "r", "b").get(i), t.type());
      constants.put(v, t);
      inputs.add(v);
    }
    Recurrence op = directions == 1 ? one.op() : inBoth(one.op());
    List<TensorType> types = op.infer(inputs.stream().map(Value::type).toList());
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      outputs.add(new Value(name + "/" + List.of("y", "h", "c").get(i), types.get(i)));
    }
    nodes.add(new Node(name, op, inputs, outputs));
    for (int d = 0; d < directions; d++) {
      Chain chain = both.get(d);
      Value y = outputs.get(0);
      if (directions == 2) {
        y = apply(nodes, name + "/direction" + d, new Slice(1, d, d + 1, 1, Dim.of(1)), y);
      }
      for (int t = 0; t < steps; t++) {
        int at = directions == 2 && chain.backwards() ? steps - 1 - t : t;
        String local = name + "/" + d + "/" + t;
        Value step = apply(nodes, local, new Slice(0, at, at + 1, 1, Dim.of(1)), y);
        nodes.add(shaped(local + "/state", step, chain.states().get(t)));
      }
      for (int i = 1; i < chain.last().size(); i++) {
        Value c = outputs.get(i + 1);
        if (directions == 2) {
          c = apply(nodes, name + "/last" + i + d, new Slice(0, d, d + 1, 1, Dim.of(1)), c);
        }
        nodes.add(shaped(name + "/" + d + "/last" + i, c, chain.last().get(i)));
      }
    }
    return nodes;
  }

  private static Recurrence inBoth(Recurrence op) {
    return op instanceof Lstm
        ? new Lstm(op.hidden(), true, false)
        : op instanceof Gru
            ? new Gru(op.hidden(), true, false)
            : new Rnn(op.hidden(), true, false, ((Rnn) op).activation());
  }

  private static Node shaped(String name, Value x, Value as) {
    return new Node(name, new Reshape(as.shape()), List.of(x), List.of(as));
  }

  private static Value apply(List<Node> nodes, String name, Op op, Value x) {
    Value y = new Value(name, op.infer(List.of(x.type())).get(0));
    nodes.add(new Node(name, op, List.of(x), List.of(y)));
    return y;
  }
}
