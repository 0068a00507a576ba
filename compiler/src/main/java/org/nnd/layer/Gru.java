package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandTo;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sigmoid.sigmoid;
import static org.nnd.op.Split.split;
import static org.nnd.op.Sub.sub;
import static org.nnd.op.Tanh.tanh;
import static org.nnd.op.Transpose.transpose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Scan;

/**
 * A gated recurrent unit (Cho and others, 2014), the reset gate behind the product as in PyTorch:
 *
 * <p>z = σ(x Wz + h Rz + b), r = σ(x Wr + h Rr + b), n = tanh(x Wn + bn + r (h Rn + b'n)), h' = (1
 * - z) n + z h, from h = 0.
 *
 * <p>x [T, I] gives [T, hidden], or the last step's [hidden]. input_weight [3 hidden, I],
 * recurrent_weight [3 hidden, hidden], input_bias and recurrent_bias [3 hidden], the gates in the
 * order z, r, n; all start as U(-1/√hidden, 1/√hidden), as in PyTorch.
 */
public record Gru(long hidden, boolean sequence) implements OneToOne {
  private static final Argument<Long> HIDDEN =
      Argument.required("hidden", ArgumentType.whole(1), "the length of the state");
  private static final Argument<String> RETURNS =
      Argument.optional(
          "returns",
          ArgumentType.word("sequence", "final"),
          "sequence",
          "the states of all steps, or the last one");

  static final Entry<Gru> ENTRY =
      Entry.of(
          "gru",
          "h' = (1 - z) n + z h, with gates z and r",
          a -> new Gru(a.get(HIDDEN), a.get(RETURNS).equals("sequence")),
          HIDDEN,
          RETURNS);

  @Override
  public Shape shape(TensorType x) {
    Shape shape = x.shape();
    if (shape.rank() != 2 || shape.dim(1) instanceof Dim.Named) {
      throw new Refusal(
          "gru expects a sequence of vectors per example, but this value is " + x,
          "a sequence is float[steps, numbers], the steps may be free: float[T, 28]");
    }
    return sequence ? Shape.of(shape.dim(0), Dim.of(hidden)) : Shape.of(hidden);
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType x = in.get(0);
    Initializer start = Initializer.fanIn(hidden);
    long gates = Math.multiplyExact(3, hidden);
    long inputs = x.shape().last().known().orElseThrow();
    Map<String, Weight> all = new LinkedHashMap<>();
    all.put("input_weight", new Weight(x.shaped(Shape.of(gates, inputs)), start));
    all.put("recurrent_weight", new Weight(x.shaped(Shape.of(gates, hidden)), start));
    all.put("input_bias", new Weight(x.shaped(Shape.of(gates)), start));
    all.put("recurrent_bias", new Weight(x.shaped(Shape.of(gates)), start));
    return all;
  }

  @Override
  public Value emit(Emission e, Value x) {
    Value steps = transpose(e.g(), x, 1, 0, 2);
    boolean operator = !e.training() && x.element() == ElementType.FLOAT;
    return operator ? asOperator(e, steps) : asLoop(e, steps);
  }

  /**
   * ONNX's own operator, which is fast but keeps its gates to itself; the runtime's is for float.
   */
  private Value asOperator(Emission e, Value steps) {
    Builder g = e.g();
    List<Value> biases = List.of(e.weight("input_bias"), e.weight("recurrent_bias"));
    List<Value> results =
        g.node(
                new org.nnd.op.Gru(hidden),
                List.of(
                    steps,
                    oneDirection(g, e.weight("input_weight")),
                    oneDirection(g, e.weight("recurrent_weight")),
                    oneDirection(g, concat(g, 0, biases))))
            .outputs();
    Dim examples = steps.shape().dim(1);
    if (!sequence) {
      return reshape(g, results.get(1), Shape.of(examples, Dim.of(hidden)));
    }
    Value swapped = transpose(g, results.get(0), 2, 1, 0, 3);
    return reshape(g, swapped, Shape.of(examples, steps.shape().dim(0), Dim.of(hidden)));
  }

  private static Value oneDirection(Builder g, Value x) {
    return reshape(g, x, x.shape().insert(0, Dim.of(1)));
  }

  /** A loop whose gradient is known; the inputs' products are made for all steps at once. */
  private Value asLoop(Emission e, Value steps) {
    Builder g = e.g();
    Value products = matMul(g, steps, transpose(g, e.weight("input_weight"), 1, 0));
    Value inputs = add(g, products, e.weight("input_bias"));
    Value recurrent = transpose(g, e.weight("recurrent_weight"), 1, 0);
    Shape state = Shape.of(steps.shape().dim(1), Dim.of(hidden));
    Value start = expandTo(g, g.constant(0, steps), state, steps);
    Scan.Step results =
        Scan.scan(
            g,
            false,
            List.of(start),
            List.of(inputs),
            List.of(recurrent, e.weight("recurrent_bias")),
            this::step);
    return sequence ? transpose(g, results.outputs().get(0), 1, 0, 2) : results.states().get(0);
  }

  private Scan.Step step(Builder g, List<Value> state, List<Value> input, List<Value> shared) {
    Value h = state.get(0);
    List<Long> gates = List.of(hidden, hidden, hidden);
    List<Value> fromInput = split(g, 1, gates, input.get(0));
    Value product = add(g, matMul(g, h, shared.get(0)), shared.get(1));
    List<Value> fromState = split(g, 1, gates, product);
    Value z = sigmoid(g, add(g, fromInput.get(0), fromState.get(0)));
    Value r = sigmoid(g, add(g, fromInput.get(1), fromState.get(1)));
    Value n = tanh(g, add(g, fromInput.get(2), mul(g, r, fromState.get(2))));
    Value next = add(g, n, mul(g, z, sub(g, h, n)));
    return new Scan.Step(List.of(next), sequence ? List.of(next) : List.of());
  }
}
