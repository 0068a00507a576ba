package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = scale (x - mean) / √(variance + ε) + bias for each channel; x [N, C, ...], the others [C].
 */
public record BatchNormalization(double epsilon) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              BatchNormalization.class,
              Sample.of(
                  new BatchNormalization(1e-2),
                  Sample.numbers(2, 3, 2, 2),
                  Sample.numbers(3),
                  Sample.numbers(3),
                  Sample.numbers(3),
                  Sample.positive(3)))
          .from(BatchNormalization::read);

  /** How fast statistics move matters where it trains only. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    n.ignore("momentum");
    return n.is("training_mode", 0)
        ? n.as(new BatchNormalization(n.number("epsilon", 1e-5)))
        : Optional.empty();
  }

  /**
   * scale x + offset: one step over all elements where each channel has one of both, else a product
   * and a sum.
   */
  static Value affine(Builder g, Value x, Value scale, Value offset) {
    if (!ofChannels(scale, x) || !ofChannels(offset, x)) {
      return add(g, mul(g, x, scale), offset);
    }
    TensorType each = x.type().shaped(Shape.of(x.shape().dim(1)));
    Value mean = g.constant(Tensor.filled(each, 0));
    Value variance = g.constant(Tensor.filled(each, 1));
    Value a = reshape(g, scale, each.shape());
    Value b = reshape(g, offset, each.shape());
    return g.apply(new BatchNormalization(0), x, a, b, mean, variance);
  }

  /** Whether a value has one number for each channel of x and broadcasts to it. */
  static boolean ofChannels(Value v, Value x) {
    int channels = 1 + v.shape().rank() - x.shape().rank();
    boolean one = channels >= 0 && x.shape().dim(1) instanceof Dim.Known;
    for (int i = 0; one && i < v.shape().rank(); i++) {
      one = i == channels ? v.shape().dim(i).equals(x.shape().dim(1)) : v.shape().dim(i).is(1);
    }
    return one;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("epsilon", epsilon);
  }

  /** By x, scale and bias, and by the statistics, which are numbers like others here. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value variance = add(g, v.x(4), g.constant(epsilon, v.x(4)));
    Value inverse = div(g, g.constant(1, variance), sqrt(g, variance));
    Value a = mul(g, v.x(1), inverse);
    Value difference = sub(g, x, Channels.wide(g, v.x(3), x));
    Value sum = Channels.sum(g, v.dy());
    Value dScale = mul(g, Channels.sum(g, mul(g, v.dy(), difference)), inverse);
    Value half = g.constant(-0.5, variance);
    Value dVariance = mul(g, mul(g, dScale, v.x(1)), div(g, half, variance));
    Value dMean = neg(g, mul(g, sum, a));
    return List.of(mul(g, v.dy(), Channels.wide(g, a, x)), dScale, sum, dMean, dVariance);
  }
}
