package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Size.size;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
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
    Value inverse = x.inverse(g, epsilon);
    Value y =
        in.size() == 1
            ? mul(g, x.difference(), inverse)
            : add(g, mul(g, x.difference(), mul(g, inverse, in.get(1))), in.get(2));
    return List.of(y, x.mean(), x.variance(), x.difference());
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Centred x = new Centred(axes, v.y(1), v.y(2), v.y(3));
    Value inverse = x.inverse(g, epsilon);
    Value along = x.along(g, v.dy());
    if (v.node().inputs().size() == 1) {
      return List.of(x.gradient(g, v.dy(), along, inverse, inverse));
    }
    Value scaled = mul(g, inverse, v.x(1));
    Value dx = x.gradient(g, v.dy(), along, inverse, scaled);
    Value count = div(g, size(g, v.dy(), v.dy().element()), size(g, along, along.element()));
    Value dScale = mul(g, mul(g, along, inverse), count);
    return List.of(dx, dScale, reduceSum(g, v.dy(), axes, true));
  }
}
