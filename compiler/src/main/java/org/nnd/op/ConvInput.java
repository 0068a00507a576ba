package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * Σₒ Σₖ dy[n, o, p - k] w[o, i, k], which a convolution's input gets of x, w and dy: {@link
 * ConvLowering} says how it is written where nothing else does.
 */
public record ConvInput(Conv op) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ConvInput.class, "stands in gradients only");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    ConvGradient way = ConvLowering.input(op, in.get(0).shape(), in.get(1).shape());
    return List.of(way.of(g, op, in.get(0), in.get(1), in.get(2)));
  }
}
