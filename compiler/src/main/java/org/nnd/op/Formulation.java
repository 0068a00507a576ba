package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Composite;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A convolution's gradient written in one certain way.
 *
 * @param whole {@link ConvInput} or {@link ConvWeights}
 */
record Formulation(Composite whole, Conv op, ConvGradient way) implements Composite {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Formulation.class, "stands in gradients only");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return whole.infer(in);
  }

  @Override
  public List<Value> compose(Builder g, List<Value> in) {
    return List.of(way.of(g, op, in.get(0), in.get(1), in.get(2)));
  }
}
