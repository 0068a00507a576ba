package org.nnd.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.ir.Dim;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Concat;
import org.nnd.op.ConstantOfShape;
import org.nnd.op.Expand;
import org.nnd.op.Gru;
import org.nnd.op.Lstm;
import org.nnd.op.Recurrence;
import org.nnd.op.Reshape;
import org.nnd.op.Rnn;
import org.nnd.op.Slice;
import org.nnd.op.Transpose;

/**
 * {@code lstm}, {@code gru} and {@code rnn}: ONNX's operators, one upon the other, with the
 * transpositions, slices and squeezes that exporters put around them.
 *
 * <p>What of the results a value is, is told by where its numbers come from.
 */
final class Recurrences {
  private static final int STEPS = 5;
  private static final String SEQUENCE = "sequence";

  private final Wiring g;

  /** The operators of the layers, the lowest first. */
  private final List<Node> stack;

  private final Recurrence op;
  private final Dim steps;

  private Recurrences(Wiring g, List<Node> stack) {
    this.g = g;
    this.stack = stack;
    this.op = (Recurrence) top().op();
    this.steps = top().inputs().get(0).shape().dim(0);
  }

  private Node top() {
    return stack.get(stack.size() - 1);
  }

  /** The recurrent layers of which a node gives a result. */
  static List<Site> at(Node node, Wiring g) {
    Value v = node.outputs().get(0);
    if (!Movement.moves(node) || !v.type().batched() || v.shape().rank() > 3) {
      return List.of();
    }
    Optional<Recurrences> found = below(node, g, 0).map(n -> new Recurrences(g, stack(n, g)));
    if (found.isEmpty()) {
      return List.of();
    }
    Map<String, Value> results = found.get().results();
    if (results.containsValue(v)) {
      return found.get().sites(results);
    }
    Optional<Site> turned = found.get().turned(node).map(f -> Site.of(f, results.get(SEQUENCE), v));
    List<Site> sites = new ArrayList<>(turned.isPresent() ? found.get().sites(results) : List.of());
    turned.filter(t -> !sites.isEmpty()).ifPresent(t -> sites.add(0, t));
    return sites;
  }

  /** The recurrent operator that a node moves results of; of several the uppermost. */
  private static Optional<Node> below(Node node, Wiring g, int depth) {
    Optional<Node> found = Optional.empty();
    if (Movement.moves(node) && depth < 12) {
      for (Value v : Movement.moved(node)) {
        Optional<Node> maker = g.maker(v);
        Optional<Node> one =
            maker.filter(n -> n.op() instanceof Recurrence).isPresent()
                ? maker
                : maker.flatMap(n -> below(n, g, depth + 1));
        boolean higher =
            one.isPresent()
                && (found.isEmpty()
                    || g.place(one.get().outputs().get(0)) > g.place(found.get().outputs().get(0)));
        found = higher ? one : found;
      }
    }
    return found;
  }

  /**
   * The layers under one, each fed by the whole sequence of the one below, which nobody else reads.
   */
  private static List<Node> stack(Node top, Wiring g) {
    List<Node> all = new ArrayList<>(List.of(top));
    while (true) {
      Node first = all.get(0);
      Value x = first.inputs().get(0);
      Optional<Node> under =
          g.maker(x)
              .filter(Movement::moves)
              .flatMap(n -> below(n, g, 0))
              .filter(n -> n.op().equals(first.op()))
              .filter(n -> n.outputs().get(0).shape().dim(0).equals(x.shape().dim(0)))
              .filter(n -> g.uses(n.outputs().get(0)) == 1)
              .filter(
                  n -> {
                    Recurrences r = new Recurrences(g, List.of(n));
                    return r.places(x).filter(a -> a.same(r.rows())).isPresent();
                  });
      if (under.isEmpty()) {
        return all;
      }
      all.add(0, under.get());
    }
  }

  private int directions() {
    return op.bidirectional() ? 2 : 1;
  }

  private int hidden() {
    return Math.toIntExact(op.hidden());
  }

  // Where numbers are.

  private int length() {
    return steps instanceof Dim.Known k ? Math.toIntExact(k.size()) : STEPS;
  }

  /** The top layer's states of all steps, [T, D, N, H]. */
  private Array sequence() {
    return Array.places(length(), directions(), Movement.EXAMPLES, hidden());
  }

  /** A state's last ones, [D, N, H] for each layer; negative places, apart for each state. */
  private Array last(int state, int layer) {
    int offset = (1 + state * stack.size() + layer) * 1_000_000;
    return Array.places(directions(), Movement.EXAMPLES, hidden()).map(x -> -offset - x);
  }

  /** The numbers of a value, if they come from the results alone. */
  private Optional<Array> places(Value v) {
    Map<Value, Array> bases = new HashMap<>();
    bases.put(top().outputs().get(0), sequence());
    for (int layer = 0; layer < stack.size(); layer++) {
      List<Value> outputs = stack.get(layer).outputs();
      for (int state = 0; state < outputs.size() - 1; state++) {
        bases.put(outputs.get(state + 1), last(state, layer));
      }
    }
    return new Movement(g, bases).of(v);
  }

  /** [T, N, D H]: what the next layer reads. */
  private Array rows() {
    return sequence()
        .transposed(List.of(0, 2, 1, 3))
        .reshaped(length(), Movement.EXAMPLES, directions() * hidden());
  }

  /** [N, D H]: a state's last ones in the top layer. */
  private Array finals(Array last) {
    return last.transposed(List.of(1, 0, 2)).reshaped(Movement.EXAMPLES, directions() * hidden());
  }

  /** [N, layers D, H]: a state's last ones in all layers. */
  private Array all(int state) {
    List<Array> parts =
        IntStream.range(0, stack.size()).mapToObj(layer -> last(state, layer)).toList();
    return Array.joined(0, parts).transposed(List.of(1, 0, 2));
  }

  /** The top layer's last states as elements of its sequence. */
  private Array ends() {
    Array forward = sequence().sliced(1, 0, 1, 1).sliced(0, length() - 1, 1, 1);
    if (directions() == 1) {
      return finals(forward.reshaped(1, Movement.EXAMPLES, hidden()));
    }
    Array backward = sequence().sliced(1, 1, 1, 1).sliced(0, 0, 1, 1);
    return finals(
        Array.joined(1, List.of(forward, backward)).reshaped(2, Movement.EXAMPLES, hidden()));
  }

  /**
   * The values that are results of a layer: {@code sequence}, {@code final}, {@code state 0} and so
   * on; only those that others than moves of the same kind read.
   */
  private Map<String, Value> results() {
    Map<String, Array> known = new LinkedHashMap<>();
    known.put(SEQUENCE, rows().transposed(List.of(1, 0, 2)));
    known.put("final", finals(last(0, stack.size() - 1)));
    known.put("end", ends());
    for (int state = 0; state < op.states(); state++) {
      known.put("state " + state, all(state));
      if (stack.size() * directions() == 1) {
        known.put("flat " + state, finals(last(state, 0)));
      }
    }
    Map<Value, String> named = new LinkedHashMap<>();
    List<Node> moves = new ArrayList<>();
    for (Node n : g.graph().nodes()) {
      Value v = n.outputs().get(0);
      if (g.uses(v) > 0 && g.maker(v).filter(Movement::moves).isPresent()) {
        Optional<Array> places = places(v);
        if (places.isPresent() && v.type().batched() && v.shape().rank() <= 3) {
          moves.add(g.maker(v).get());
          known.forEach(
              (name, array) -> {
                if (places.get().same(array)) {
                  named.putIfAbsent(v, name);
                }
              });
        }
      }
    }
    Map<String, Value> found = new LinkedHashMap<>();
    named.forEach(
        (v, name) -> {
          if (!passes(v, named)) {
            found.putIfAbsent(name, v);
          }
        });
    moves.stream()
        .filter(n -> !named.containsKey(n.outputs().get(0)) && turned(n).isPresent())
        .findFirst()
        .ifPresent(n -> found.putIfAbsent(SEQUENCE, examplesFirst(n.inputs().get(0))));
    for (int state = 0; state < op.states(); state++) {
      if (isHandedOver(state)) {
        found.putIfAbsent(stateName(state), lastOf(state));
      }
    }
    return found;
  }

  /** Whether a value is only on the way to other results. */
  private boolean passes(Value v, Map<Value, String> named) {
    return !g.outputs().containsValue(v)
        && g.readers(v).stream()
            .allMatch(
                n ->
                    Movement.moves(n)
                        && (named.containsKey(n.outputs().get(0))
                            || passes(n.outputs().get(0), named)));
  }

  /** The value of a state's last ones, which the graph has in other shapes only. */
  private Value lastOf(int state) {
    Value h = top().outputs().get(1);
    Shape rows =
        Shape.of(h.shape().dim(1), Dim.of(stack.size()).times(directions()), h.shape().last());
    Shape flat = Shape.of(rows.dim(0), rows.dim(2));
    return new Value(
        top().name() + "/state " + state,
        h.type().shaped(stack.size() * directions() == 1 ? flat : rows));
  }

  /** What is done with the sequence in a node that turns its axes, the steps being in front. */
  private Optional<Form> turned(Node n) {
    return n.op() instanceof Transpose t
            && t.perm().get(0) == 1
            && !t.perm().equals(List.of(1, 0, 2))
            && places(n.inputs().get(0)).filter(p -> p.same(rows())).isPresent()
        ? Optional.of(turned(t))
        : Optional.empty();
  }

  /** A transposition of steps, examples, numbers as one of an example's steps and numbers. */
  private static Form turned(Transpose t) {
    List<Long> axes = t.perm().subList(1, 3).stream().map(i -> i == 0 ? 0L : 1L).toList();
    return Form.Call.of("permute", "axes", axes);
  }

  /** The value with steps and examples exchanged. */
  private static Value examplesFirst(Value x) {
    Shape s = x.shape();
    return new Value(x.name() + "/steps", x.type().shaped(Shape.of(s.dim(1), s.dim(0), s.dim(2))));
  }

  // The layer.

  private List<Site> sites(Map<String, Value> results) {
    List<Site> sites = new ArrayList<>();
    Optional<List<Value>> starts = starts(sites);
    if (!understood() || starts.isEmpty()) {
      return List.of();
    }
    Optional<Value> sequence = Optional.ofNullable(results.get(SEQUENCE));
    Optional<Value> end = Optional.ofNullable(results.getOrDefault("final", results.get("end")));
    boolean flat = stack.size() * directions() == 1;
    boolean states =
        results.keySet().stream().anyMatch(n -> n.startsWith("state") || n.equals("flat 1"));
    boolean both = sequence.isPresent() && end.isPresent() && !onlyEnd(sequence.get(), end);
    String returns =
        states || (both && flat)
            ? "both"
            : sequence.isPresent() && !onlyEnd(sequence.get(), end) ? SEQUENCE : "final";
    List<Value> outputs = new ArrayList<>();
    if (returns.equals("both")) {
      outputs.add(sequence.orElseGet(() -> unread(SEQUENCE)));
      for (int i = 0; i < op.states(); i++) {
        String name = stateName(i);
        outputs.add(
            Optional.ofNullable(results.get(name))
                .or(() -> name.equals("final") ? end : Optional.empty())
                .orElseGet(() -> unread(name)));
      }
    } else {
      outputs.add(returns.equals(SEQUENCE) ? sequence.get() : end.orElseThrow());
    }
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "hidden",
                op.hidden(),
                "layers",
                (long) stack.size(),
                "bidirectional",
                op.bidirectional(),
                "returns",
                returns));
    String name = op instanceof Lstm ? "lstm" : op instanceof Gru ? "gru" : "rnn";
    if (op instanceof Rnn rnn) {
      arguments.addAll(List.of("activation", rnn.activation().toLowerCase(java.util.Locale.ROOT)));
    }
    List<Value> inputs = new ArrayList<>();
    inputs.add(examplesFirst(stack.get(0).inputs().get(0), sites));
    inputs.addAll(starts.get());
    Form.Call form = Form.Call.of(name, arguments.toArray());
    Site site =
        new Site(
            starts.get().isEmpty() ? form : form.sending("state", starts.get().size()),
            inputs,
            outputs,
            weights(),
            stack.stream().flatMap(n -> n.inputs().subList(1, 4).stream()).toList(),
            List.of());
    sites.add(0, site);
    return sites;
  }

  /** Whether a sequence is there only for its last step to be taken. */
  private boolean onlyEnd(Value sequence, Optional<Value> end) {
    return end.isPresent()
        && g.uses(sequence) == 1
        && g.maker(end.get()).filter(n -> comesFrom(n, sequence, 0)).isPresent();
  }

  private boolean comesFrom(Node n, Value v, int depth) {
    return Movement.moves(n)
        && depth < 6
        && Movement.moved(n).stream()
            .anyMatch(
                in ->
                    in.equals(v)
                        || g.maker(in).filter(m -> comesFrom(m, v, depth + 1)).isPresent());
  }

  private Value unread(String name) {
    Value h = top().outputs().get(1);
    return new Value(top().name() + "/" + name, h.type());
  }

  /** Whether weights are constants, no lengths are given, and all begins with 0. */
  private boolean understood() {
    return stack.stream()
        .allMatch(
            n -> {
              List<Value> in = n.inputs();
              return !((Recurrence) n.op()).lengths()
                  && in.size() >= 4
                  && in.subList(1, 4).stream().allMatch(v -> g.constant(v).isPresent());
            });
  }

  /** The first states that are sent along, none where all are 0; empty if that isn't known. */
  private Optional<List<Value>> starts(List<Site> sites) {
    boolean zeros =
        stack.stream()
            .flatMap(n -> n.inputs().subList(4, n.inputs().size()).stream())
            .allMatch(v -> isZero(v, 0));
    if (zeros) {
      return Optional.of(List.of());
    }
    List<Value> all = new ArrayList<>();
    for (int state = 0; state < op.states(); state++) {
      int at = 4 + state;
      if (stack.stream().anyMatch(n -> n.inputs().size() <= at)) {
        return Optional.empty();
      }
      List<Value> each = stack.stream().map(n -> n.inputs().get(at)).toList();
      Optional<Value> start = start(each.get(0), each, 0).or(() -> handedOver(each, sites));
      if (start.isEmpty()) {
        return Optional.empty();
      }
      all.add(start.get());
    }
    return Optional.of(all);
  }

  /** The last states of other recurrent layers, each handed to the layer at its place. */
  private Optional<Value> handedOver(List<Value> each, List<Site> sites) {
    Optional<Recurrences> other =
        g.maker(each.get(0))
            .flatMap(n -> n.op() instanceof Recurrence ? Optional.of(n) : below(n, g, 0))
            .map(n -> new Recurrences(g, stack(n, g)))
            .filter(r -> r.stack.size() == stack.size());
    for (int state = 0; other.isPresent() && state < other.get().op.states(); state++) {
      boolean all = true;
      for (int layer = 0; all && layer < each.size(); layer++) {
        Array wanted = other.get().last(state, layer);
        all = other.get().places(each.get(layer)).filter(a -> a.same(wanted)).isPresent();
      }
      if (all) {
        Map<String, Value> results = other.get().results();
        sites.addAll(other.get().sites(results));
        return Optional.ofNullable(results.get(other.get().stateName(state)));
      }
    }
    return Optional.empty();
  }

  private String stateName(int state) {
    boolean flat = stack.size() * directions() == 1;
    return flat && state == 0 ? "final" : (flat ? "flat " : "state ") + state;
  }

  /** Whether another recurrent layer begins with a state of this one. */
  private boolean isHandedOver(int state) {
    return g.graph().nodes().stream()
        .filter(n -> n.op() instanceof Recurrence && !stack.contains(n))
        .filter(n -> g.uses(n.outputs().get(0)) + g.uses(n.outputs().get(1)) > 0)
        .flatMap(
            n -> n.inputs().subList(Math.min(4, n.inputs().size()), n.inputs().size()).stream())
        .anyMatch(v -> places(v).filter(a -> a.same(last(state, 0))).isPresent());
  }

  /**
   * The value of the examples that the first states of all layers, [D, N, H] each, are parts of.
   */
  private Optional<Value> start(Value v, List<Value> each, int depth) {
    int rows = stack.size() * directions();
    Shape s = v.shape();
    boolean whole =
        v.type().batched()
            && s.last().is(hidden())
            && ((s.rank() == 3 && s.dim(1).is(rows)) || (s.rank() == 2 && rows == 1));
    if (whole) {
      Array base = Array.places(Movement.EXAMPLES, rows, hidden());
      Movement from =
          new Movement(
              g, Map.of(v, s.rank() == 3 ? base : base.reshaped(Movement.EXAMPLES, hidden())));
      boolean parts = true;
      for (int layer = 0; parts && layer < each.size(); layer++) {
        Array wanted =
            base.sliced(1, layer * directions(), 1, directions()).transposed(List.of(1, 0, 2));
        parts = from.of(each.get(layer)).filter(a -> a.same(wanted)).isPresent();
      }
      if (parts) {
        return Optional.of(v);
      }
    }
    return depth > 8
        ? Optional.empty()
        : g.maker(v)
            .filter(Movement::moves)
            .flatMap(n -> start(Movement.moved(n).get(0), each, depth + 1));
  }

  private boolean isZero(Value v, int depth) {
    Optional<Tensor> constant = g.constant(v);
    if (constant.isPresent()) {
      return Array.of(constant.get()).isFilled(0);
    }
    boolean filled =
        g.maker(v, ConstantOfShape.class)
            .filter(n -> Array.of(((ConstantOfShape) n.op()).value()).isFilled(0))
            .isPresent();
    return filled
        || (depth < 8
            && g.maker(v)
                .filter(
                    n ->
                        n.op() instanceof Expand
                            || n.op() instanceof Slice
                            || n.op() instanceof Reshape
                            || n.op() instanceof Transpose
                            || n.op() instanceof Concat)
                .filter(n -> Movement.moved(n).stream().allMatch(in -> isZero(in, depth + 1)))
                .isPresent());
  }

  /** x [T, N, I] with the examples in front. */
  private Value examplesFirst(Value x, List<Site> sites) {
    Optional<Node> turned = g.maker(x, Transpose.class);
    Value whole = turned.map(n -> n.inputs().get(0)).orElse(x);
    if (turned.isPresent() && whole.type().batched()) {
      List<Integer> perm = ((Transpose) turned.get().op()).perm();
      if (perm.equals(List.of(1, 0, 2))) {
        return whole;
      }
    }
    if (turned.isPresent() && whole.type().batched()) {
      List<Integer> perm = ((Transpose) turned.get().op()).perm();
      List<Long> axes = List.of(perm.get(0) - 1L, perm.get(2) - 1L);
      Value first = examplesFirst(x);
      sites.add(Site.of(Form.Call.of("permute", "axes", axes), whole, first));
      return first;
    }
    return x;
  }

  private Map<String, Tensor> weights() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int layer = 0; layer < stack.size(); layer++) {
      List<Value> in = stack.get(layer).inputs();
      for (int d = 0; d < directions(); d++) {
        String path = (layer > 0 ? "layer" + (layer + 1) + "/" : "") + (d == 1 ? "backward/" : "");
        Tensor bias = direction(in.get(3), d);
        int half = Math.toIntExact(bias.type().shape().sizes()[0] / 2);
        all.put(path + "input_weight", direction(in.get(1), d));
        all.put(path + "recurrent_weight", direction(in.get(2), d));
        all.put(path + "input_bias", Numbers.rows(bias, 0, half));
        all.put(path + "recurrent_bias", Numbers.rows(bias, half, half));
      }
    }
    return all;
  }

  private Tensor direction(Value of, int direction) {
    Tensor t = g.constant(of).orElseThrow();
    long[] sizes = t.type().shape().sizes();
    return Numbers.reshaped(
        Numbers.rows(t, direction, 1), Arrays.copyOfRange(sizes, 1, sizes.length));
  }
}
