package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;

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

/**
 * y = scale (x - mean) / √(variance + ε) + bias for each channel; x [N, C, ...], the others [C].
 */
public record BatchNormalization(double epsilon) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(
              BatchNormalization.class, "training graphs use Standardize, over the batch itself")
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
  private static boolean ofChannels(Value v, Value x) {
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
}
