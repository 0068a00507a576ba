package org.nnd.layer;

import org.nnd.call.Entry;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.AveragePool;

/**
 * y = the mean of the numbers under a sliding window, for each channel. Padding counts as zeros.
 *
 * <p>x [C, ...]; each length becomes ⌊(x + 2 padding - kernel) / stride⌋ + 1.
 */
public record AvgPool(Pooling pooling) implements Pooling.Layer {
  static final Entry<AvgPool> ENTRY =
      Pooling.entry("avg_pool", "the mean of the numbers under a sliding window", AvgPool::new);

  @Override
  public Shape shape(TensorType x) {
    OneToOne.floatOnly("avg_pool", x);
    return Pooling.Layer.super.shape(x);
  }

  @Override
  public Value emit(Emission e, Value x) {
    return AveragePool.averagePool(e.g(), window(x), x);
  }
}
