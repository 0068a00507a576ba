package org.nnd.layer;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/**
 * y = the largest number under a sliding window, for each channel. Padding never wins.
 *
 * <p>x [C, ...]; each length becomes ⌊(x + 2 padding - kernel) / stride⌋ + 1.
 */
public record MaxPool(Pooling pooling) implements Pooling.Layer {
  static final Entry<MaxPool> ENTRY =
      Pooling.entry("max_pool", "the largest number under a sliding window", MaxPool::new);

  @Override
  public Value emit(Emission e, Value x) {
    return org.nnd.op.MaxPool.maxPool(e.g(), window(x), x);
  }
}
