package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * Σₙ Σₚ dy[n, o, p] x[n, i, p + k], which a convolution's weights get of x, w and dy: {@link
 * ConvLowering} says how it is written where nothing else does.
 */
public record ConvWeights(Conv op) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ConvWeights.class, "stands in gradients only");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(1));
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    ConvGradient way = ConvLowering.weights(op, in.get(0).shape(), in.get(1).shape());
    return List.of(way.of(g, op, in.get(0), in.get(1), in.get(2)));
  }
}
