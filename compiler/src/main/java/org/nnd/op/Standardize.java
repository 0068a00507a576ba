package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Size.size;

import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = (x - mean) / √(variance + ε) (· scale + bias), mean and variance taken over some axes.
 *
 * <p>Scale and bias are the same along those axes. Outputs: y, mean, variance (divided by the
 * count), x - mean; the axes stay in mean and variance, with length 1. ONNX's BatchNormalization
 * can do this in training mode, but it writes into its input buffers, and not on CUDA; from
 * reductions it is as fast.
 */
public record Standardize(List<Integer> axes, double epsilon) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.of(
          Standardize.class,
          Sample.of(new Standardize(List.of(2), 1e-2), Sample.numbers(2, 3, 4)).seeing(1),
          Sample.of(
                  new Standardize(List.of(2), 1e-2),
                  Sample.numbers(2, 3, 4),
                  Sample.numbers(3, 1),
                  Sample.numbers(3, 1))
              .seeing(1)
              .labelled("of each example"),
          Sample.of(
                  new Standardize(List.of(0), 1e-5),
                  Sample.numbers(5, 3),
                  Sample.numbers(3),
                  Sample.numbers(3))
              .seeing(1)
              .labelled("of vectors"),
          Sample.of(
                  new Standardize(List.of(0, 2, 3), 1e-5),
                  Sample.numbers(2, 3, 2, 2),
                  Sample.numbers(3, 1, 1),
                  Sample.numbers(3, 1, 1))
              .seeing(1)
              .labelled("of images"));

  public Standardize {
    axes = List.copyOf(axes);
  }

  /** What it gives. */
  public record Result(Value y, Value mean, Value variance) {}

  /** Applies it to x alone, or to x, scale and bias. */
  public static Result standardize(Builder g, List<Integer> axes, double epsilon, Value... in) {
    List<Value> results = g.node(new Standardize(axes, epsilon), List.of(in)).outputs();
    return new Result(results.get(0), results.get(1), results.get(2));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    TensorType statistic = new ReduceMean(axes, true).infer(in).get(0);
    for (TensorType each : in.subList(1, in.size())) {
      Shape wide = statistic.shape().broadcast(each.shape());
      if (!wide.equals(statistic.shape())) {
        throw new IllegalArgumentException(this + " of " + in);
      }
    }
    return List.of(x, statistic, statistic, x);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    Centred x = Centred.of(g, in.get(0), axes);
    return List.of(y(g, x, in), x.mean(), x.variance(), x.difference());
  }

  private Value y(Builder g, Centred x, List<Value> in) {
    if (in.size() == 1) {
      return mul(g, x.difference(), x.inverse(g, epsilon));
    }
    Dim channels = in.get(0).shape().dim(1);
    if (x.mean().shape().elements().equals(channels)) {
      // One of each for each channel: ONNX has the rest as one op.
      List<Value> flat = new ArrayList<>(List.of(in.get(0)));
      for (Value v : List.of(in.get(1), in.get(2), x.mean(), x.variance())) {
        flat.add(reshape(g, v, Shape.of(channels)));
      }
      return g.node(new BatchNormalization(epsilon), flat).output();
    }
    Value scaled = mul(g, x.inverse(g, epsilon), in.get(1));
    return add(g, mul(g, x.difference(), scaled), in.get(2));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Centred x = new Centred(axes, v.y(1), v.y(2), v.y(3));
    Value inverse = x.inverse(g, epsilon);
    Centred.Means of = x.means(g, v.dy());
    if (v.node().inputs().size() == 1) {
      return List.of(x.gradient(g, v.dy(), of, inverse, inverse));
    }
    Value dx = x.gradient(g, v.dy(), of, inverse, mul(g, inverse, v.x(1)));
    Value count = div(g, size(g, v.dy(), v.dy().element()), size(g, of.plain(), v.dy().element()));
    Value dScale = mul(g, mul(g, of.along(), inverse), count);
    return List.of(dx, dScale, mul(g, of.plain(), count));
  }
}
