package org.nnd.layer;

import static org.nnd.op.MaxPool.maxPool;

import java.util.Collections;
import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Value;
import org.nnd.op.Window;

/**
 * y = the largest number under a sliding window, for each channel. Padding never wins.
 *
 * <p>x [C, ...]; each length becomes ⌊(x + 2 padding - dilation (kernel - 1) - 1) / stride⌋ + 1, in
 * ceil_mode rounded up.
 */
public record MaxPool(Pooling pooling) implements Pooling.Layer {
  static final Entry<MaxPool> ENTRY =
      Pooling.entry(
          "max_pool",
          "the largest number under a sliding window",
          (pooling, a) -> new MaxPool(pooling),
          Pooling.DILATION,
          Pooling.CEIL_MODE);

  /** ONNX Runtime takes no padding as wide as the kernel, which a dilated window may need. */
  @Override
  public Value emit(Emission e, Value x) {
    Window w = window(x);
    int axes = w.kernel().size();
    List<Long> before = w.pads().subList(0, axes);
    List<Long> after = w.pads().subList(axes, 2 * axes);
    boolean wide = false;
    for (int i = 0; i < axes; i++) {
      wide |= after.get(i) >= w.kernel().get(i);
    }
    if (!wide) {
      return maxPool(e.g(), w, x);
    }
    List<Long> none = Collections.nCopies(axes, 0L);
    Value padded = Pooling.around(e, -Float.MAX_VALUE, before, after, x);
    return maxPool(e.g(), Pooling.padded(w, none, none), padded);
  }
}
