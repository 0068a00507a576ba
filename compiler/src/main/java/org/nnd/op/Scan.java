package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sigmoid.sigmoid;
import static org.nnd.op.Split.split;
import static org.nnd.op.Tanh.tanh;
import static org.nnd.op.Transpose.transpose;
import static org.nnd.op.Where.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Lengths;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * A loop over the first axis: (stateₜ, outputₜ) = body(stateₜ₋₁, sequenceₜ, shared).
 *
 * <p>Inputs: the first states, the sequences [T, ...], the shared values that every step reads.
 * Outputs: the last states, the outputs of all steps stacked [T, ...], then what the gradient needs
 * of the body's inner values, stacked too.
 *
 * <p>Gradient: a loop in the other direction over the body's own gradient. What does not depend on
 * the states' gradients is computed outside, for all steps at once; a shared matrix gets its
 * gradient outside too, in one product over all steps.
 *
 * @param body its inputs are states, sequence elements, shared values; its outputs next states,
 *     outputs, kept inner values
 * @param states how many states are carried
 * @param sequences how many sequences are read
 * @param outputs how many of the outputs the body means to give; the rest is kept for the gradient
 * @param reverse whether it starts at the end of the sequences
 */
public record Scan(Graph body, int states, int sequences, int outputs, boolean reverse)
    implements Op {

  static final OpEntry ENTRY =
      OpEntry.of(
          Scan.class,
          sample(false),
          sample(true),
          gated(false),
          gated(true),
          columns(false),
          columns(true));

  /** What one step does. */
  @FunctionalInterface
  public interface Body {
    Step step(Builder g, List<Value> states, List<Value> elements, List<Value> shared);
  }

  /** The states and outputs after a step. */
  public record Step(List<Value> states, List<Value> outputs) {}

  /** Writes a loop and gives its last states and stacked outputs. */
  public static Step scan(
      Builder g,
      boolean reverse,
      List<Value> states,
      List<Value> sequences,
      List<Value> shared,
      Body body) {
    Scan op = of(reverse, states, sequences, shared, body).keepingForGradient();
    List<Value> inputs = new ArrayList<>(states);
    inputs.addAll(sequences);
    inputs.addAll(shared);
    List<Value> results = g.node(op, inputs).outputs();
    int n = states.size();
    return new Step(results.subList(0, n), results.subList(n, n + op.outputs));
  }

  private static Scan of(
      boolean reverse, List<Value> states, List<Value> sequences, List<Value> shared, Body body) {
    Builder b = new Builder("body");
    List<Value> s = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      s.add(b.input("state" + i, states.get(i).type()));
    }
    List<Value> e = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      Value v = sequences.get(i);
      e.add(b.input("element" + i, v.type().shaped(v.shape().from(1))));
    }
    List<Value> c = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      c.add(b.input("shared" + i, shared.get(i).type()));
    }
    Step step = body.step(b, s, e, c);
    for (int i = 0; i < step.states.size(); i++) {
      b.output("next" + i, step.states.get(i));
    }
    for (int i = 0; i < step.outputs.size(); i++) {
      b.output("output" + i, step.outputs.get(i));
    }
    return new Scan(b.build(), s.size(), e.size(), step.outputs.size(), reverse);
  }

  private List<Value> stateInputs() {
    return body.inputs().subList(0, states);
  }

  private List<Value> elementInputs() {
    return body.inputs().subList(states, states + sequences);
  }

  private List<Value> sharedInputs() {
    return body.inputs().subList(states + sequences, body.inputs().size());
  }

  private List<Value> results() {
    return List.copyOf(body.outputs().values());
  }

  /** The same loop that also gives the inner values which its gradient will ask for. */
  private Scan keepingForGradient() {
    Map<String, Value> all = new LinkedHashMap<>(body.outputs());
    List<Value> seen = new ArrayList<>(elementInputs());
    seen.addAll(sharedInputs());
    seen.addAll(results().subList(states, results().size()));
    for (Value v : new Adjoint(i -> true).forwardValues) {
      if (!seen.contains(v)) {
        all.put("kept" + all.size(), v);
      }
    }
    Graph keeping = new Graph(body.name(), body.inputs(), body.initializers(), body.nodes(), all);
    return new Scan(keeping, states, sequences, outputs, reverse);
  }

  @Override
  public Scan with(Lengths lengths) {
    return new Scan(lengths.of(body), states, sequences, outputs, reverse);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Dim steps = in.get(states).shape().dim(0);
    for (int i = 0; i < in.size(); i++) {
      boolean sequence = i >= states && i < states + sequences;
      TensorType each = sequence ? in.get(i).shaped(in.get(i).shape().from(1)) : in.get(i);
      if (!each.equals(body.inputs().get(i).type())) {
        throw new IllegalArgumentException("scan over " + in + " of " + body);
      }
    }
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < results().size(); i++) {
      TensorType t = results().get(i).type();
      types.add(i < states ? t : t.shaped(t.shape().insert(0, steps)));
    }
    return types;
  }

  @Override
  public int requiredOutputs() {
    return results().size();
  }

  @Override
  public Map<String, Object> attributes() {
    long[] in = new long[sequences];
    long[] out = new long[results().size() - states];
    if (reverse) {
      Arrays.fill(in, 1);
      Arrays.fill(out, 1);
    }
    return Map.of(
        "body", body,
        "num_scan_inputs", (long) sequences,
        "scan_input_directions", in,
        "scan_output_directions", out);
  }

  /** Inputs behind these many are shared: the body reads them by name. */
  @Override
  public int sharedFrom() {
    return states + sequences;
  }

  /** The gradient of one step: written once to see what it reads, once more to be looped over. */
  private final class Adjoint {
    final Builder b = new Builder("adjoint");
    final List<Value> carried = new ArrayList<>();
    final List<Value> seeds = new ArrayList<>();
    final Map<Value, Value> gradients;
    final List<Value> forwardValues = new ArrayList<>();

    /**
     * @param seen whether the loss sees an output, counted behind the states
     */
    Adjoint(IntPredicate seen) {
      Map<Value, Value> known = new HashMap<>();
      List<Value> forward = new ArrayList<>(body.inputs());
      body.nodes().forEach(n -> forward.addAll(n.outputs()));
      forward.forEach(v -> b.input(v.name(), v.type()));
      body.initializers().forEach((v, t) -> b.initializer(v.name(), t));
      for (int i = 0; i < states; i++) {
        Value d = b.input("dnext" + i, results().get(i).type());
        carried.add(d);
        known.merge(results().get(i), d, (x, y) -> add(b, x, y));
      }
      for (int i = states; i < states + outputs; i++) {
        if (seen.test(i)) {
          Value d = b.input("doutput" + i, results().get(i).type());
          seeds.add(d);
          known.merge(results().get(i), d, (x, y) -> add(b, x, y));
        }
      }
      gradients = Backward.walk(b, body.nodes(), known, body.inputs());
      Set<Value> read = new HashSet<>(gradients.values());
      Map<String, Value> wanted = new LinkedHashMap<>();
      gradients.forEach((x, d) -> wanted.put(x.name(), d));
      Graph all = b.build();
      Graph needed =
          DeadCode.remove(
              new Graph("adjoint", all.inputs(), all.initializers(), all.nodes(), wanted));
      needed.nodes().forEach(n -> read.addAll(n.inputs()));
      forward.stream().filter(read::contains).forEach(forwardValues::add);
    }

    /** What computes these values, and nothing else. */
    Graph step(List<Value> next, Set<Value> wanted) {
      Map<String, Value> results = new LinkedHashMap<>();
      next.forEach(y -> results.put("result" + results.size(), y));
      wanted.forEach(y -> results.put("result" + results.size(), y));
      Graph all = b.build();
      return DeadCode.remove(
          new Graph("adjoint", all.inputs(), all.initializers(), all.nodes(), results));
    }
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Adjoint adjoint = new Adjoint(i -> v.dy(i) != null);
    Builder b = adjoint.b;

    List<Value> first = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      Value last = v.y(i);
      first.add(v.dy(i) != null ? v.dy(i) : expandLike(g, g.constant(0, last), last));
    }
    List<Value> next = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      Value ds = adjoint.gradients.get(stateInputs().get(i));
      next.add(ds != null ? ds : zeros(b, adjoint.carried.get(i)));
    }
    Set<Value> wanted = new LinkedHashSet<>();
    elementInputs().stream()
        .filter(adjoint.gradients::containsKey)
        .forEach(x -> wanted.add(adjoint.gradients.get(x)));
    Map<Value, List<Term>> terms = new LinkedHashMap<>();
    for (Value shared : sharedInputs()) {
      Value d = adjoint.gradients.get(shared);
      if (d != null) {
        terms.put(shared, terms(b.nodes(), d));
        terms.get(shared).forEach(t -> wanted.addAll(t.factors));
      }
    }

    Graph step = adjoint.step(next, wanted);
    LinearLoop loop = new LinearLoop(g, step, adjoint.carried, known(v, adjoint), shared(v));
    LinearLoop.Result back = loop.write(!reverse, first, next, wanted);

    List<Value> dx = new ArrayList<>(back.states());
    elementInputs().forEach(x -> dx.add(back.stacks().get(adjoint.gradients.get(x))));
    for (Value shared : sharedInputs()) {
      Value sum = null;
      for (Term t : terms.getOrDefault(shared, List.of())) {
        Value term = t.over(g, t.factors.stream().map(back.stacks()::get).toList());
        sum = sum == null ? term : add(g, sum, term);
      }
      dx.add(sum);
    }
    return dx;
  }

  private Map<Value, Value> shared(Vjp v) {
    Map<Value, Value> all = new LinkedHashMap<>();
    for (int i = 0; i < sharedInputs().size(); i++) {
      all.put(sharedInputs().get(i), v.x(states + sequences + i));
    }
    return all;
  }

  /** What the gradient's steps can read of each step, with its stack over all of them. */
  private Map<Value, Value> known(Vjp v, Adjoint adjoint) {
    Map<Value, Value> stacks = new LinkedHashMap<>();
    int seed = 0;
    for (int i = states; i < states + outputs; i++) {
      if (v.dy(i) != null) {
        stacks.put(adjoint.seeds.get(seed++), v.dy(i));
      }
    }
    for (Value kept : adjoint.forwardValues) {
      if (!sharedInputs().contains(kept)) {
        stacks.put(kept, stacked(v, kept));
      }
    }
    return stacks;
  }

  private static Value zeros(Builder b, Value like) {
    return expandLike(b, b.constant(0, like), like);
  }

  /** A forward value of every step: a sequence that went in, or an output. */
  private Value stacked(Vjp v, Value forward) {
    int element = elementInputs().indexOf(forward);
    if (element >= 0) {
      return v.x(states + element);
    }
    int output = results().subList(states, results().size()).indexOf(forward);
    return v.y(states + output);
  }

  /**
   * A part of a shared value's gradient: at each step a product of two matrices, or one value.
   *
   * @param product of the factors, if there are two
   */
  private record Term(Gemm product, List<Value> factors) {
    static Term of(boolean transA, boolean transB, List<Value> factors) {
      return new Term(new Gemm(transA, transB), factors);
    }

    /** The sum over all steps, from the factors stacked: one product along all steps' columns. */
    Value over(Builder g, List<Value> stacked) {
      if (stacked.size() == 1) {
        return reduceSum(g, stacked.get(0), List.of(0), false);
      }
      Value a = joined(g, product.transA(), stacked.get(0));
      Value b = joined(g, !product.transB(), stacked.get(1));
      return g.apply(product, a, b);
    }

    /** The matrices of all steps as one, their rows one upon the other or side by side. */
    private static Value joined(Builder g, boolean rows, Value x) {
      Shape s = x.shape();
      return rows
          ? reshape(g, x, Shape.of(s.dim(0).times(s.dim(1)), s.dim(2)))
          : reshape(g, transpose(g, x, 1, 0, 2), Shape.of(s.dim(1), s.dim(0).times(s.dim(2))));
    }
  }

  private static List<Term> terms(List<Node> nodes, Value gradient) {
    Map<Value, Node> makers = new HashMap<>();
    nodes.forEach(n -> n.outputs().forEach(y -> makers.put(y, n)));
    Node node = makers.get(gradient);
    if (node != null && node.op() instanceof Add) {
      List<Term> both = new ArrayList<>(terms(nodes, node.inputs().get(0)));
      both.addAll(terms(nodes, node.inputs().get(1)));
      return both;
    }
    if (node != null && node.op() instanceof MatMul && gradient.shape().rank() == 2) {
      Node left = makers.get(node.inputs().get(0));
      if (left != null && left.op() instanceof Transpose) {
        return List.of(Term.of(true, false, List.of(left.inputs().get(0), node.inputs().get(1))));
      }
    }
    if (node != null && node.op() instanceof Gemm product && node.inputs().size() == 2) {
      return List.of(new Term(product, node.inputs()));
    }
    return List.of(Term.of(false, false, List.of(gradient)));
  }

  /** A small recurrent network with everything in it: hₜ = tanh(xₜ + hₜ₋₁ W + b), yₜ = hₜ xₜ. */
  private static Sample sample(boolean reverse) {
    List<Value> states = List.of(value("h", 2, 3));
    List<Value> sequences = List.of(value("x", 4, 2, 3));
    List<Value> shared = List.of(value("w", 3, 3), value("b", 3));
    Scan op =
        of(
            reverse,
            states,
            sequences,
            shared,
            (g, s, e, c) -> {
              Value z = add(g, add(g, e.get(0), matMul(g, s.get(0), c.get(0))), c.get(1));
              Value h = tanh(g, z);
              return new Step(List.of(h), List.of(mul(g, h, e.get(0))));
            });
    return Sample.of(
            op.keepingForGradient(),
            Sample.numbers(2, 3),
            Sample.numbers(4, 2, 3),
            Sample.numbers(3, 3),
            Sample.numbers(3))
        .seeing(op.states + op.outputs)
        .labelled(reverse ? "backwards" : "forwards");
  }

  /** Long short-term memory of few gates, examples of several lengths. */
  private static Sample gated(boolean reverse) {
    List<Value> states = List.of(value("h", 2, 2), value("c", 2, 2));
    Value step = new Value("step", TensorType.of(ElementType.INT64, 3, 1, 1));
    Value count = new Value("count", TensorType.of(ElementType.INT64, 2, 1));
    Scan op =
        of(
            reverse,
            states,
            List.of(value("x", 3, 2, 4), step),
            List.of(value("r", 4, 2), value("b", 4), count),
            (g, s, e, c) -> {
              Value product = g.apply(new Gemm(false, true), s.get(0), c.get(0), c.get(1));
              List<Value> sums = split(g, 1, List.of(2L, 2L), add(g, e.get(0), product));
              Value gate = sigmoid(g, sums.get(0));
              Value memory = add(g, mul(g, gate, s.get(1)), tanh(g, sums.get(1)));
              Value next = mul(g, gate, tanh(g, memory));
              Value within = greater(g, c.get(2), e.get(1));
              return new Step(
                  List.of(where(g, within, next, s.get(0)), where(g, within, memory, s.get(1))),
                  List.of(where(g, within, next, g.constant(0, next)), mul(g, memory, gate)));
            });
    return Sample.of(
            op.keepingForGradient(),
            Sample.numbers(2, 2),
            Sample.numbers(2, 2),
            Sample.numbers(3, 2, 4),
            Tensor.of(ElementType.INT64, Shape.of(3, 1, 1), 0, 1, 2),
            Sample.numbers(4, 2),
            Sample.numbers(4),
            Tensor.of(ElementType.INT64, Shape.of(2, 1), 2, 3))
        .seeing(op.states + op.outputs)
        .labelled(reverse ? "gated, backwards" : "gated, forwards");
  }

  /**
   * Weights on the left, as recurrent layers have them, and chains of products: the gradient turns
   * the weights and multiplies the factors before its loop.
   */
  private static Sample columns(boolean reverse) {
    Scan op =
        of(
            reverse,
            List.of(value("h", 2, 3), value("c", 2, 3)),
            List.of(value("x", 4, 2, 3)),
            List.of(value("r", 2, 2)),
            (g, s, e, c) -> {
              Value sum = g.apply(new Gemm(false, false), c.get(0), s.get(0), e.get(0));
              Value gate = sigmoid(g, sum);
              Value memory = add(g, mul(g, gate, s.get(1)), mul(g, gate, tanh(g, sum)));
              Value next = mul(g, mul(g, gate, tanh(g, memory)), e.get(0));
              return new Step(List.of(next, memory), List.of(next, mul(g, memory, gate)));
            });
    return Sample.of(
            op.keepingForGradient(),
            Sample.numbers(2, 3),
            Sample.numbers(2, 3),
            Sample.numbers(4, 2, 3),
            Sample.numbers(2, 2))
        .seeing(op.states + op.outputs)
        .labelled(reverse ? "columns, backwards" : "columns, forwards");
  }

  private static Value value(String name, long... sizes) {
    return new Value(name, TensorType.of(ElementType.DOUBLE, sizes));
  }

  @Override
  public String toString() {
    return "Scan["
        + states
        + " states, "
        + sequences
        + " sequences"
        + (reverse ? ", reverse]" : "]");
  }
}
