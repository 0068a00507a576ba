package org.nnd.layer;

import static org.nnd.op.AveragePool.averagePool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Value;
import org.nnd.op.Window;

/**
 * y = the mean of the numbers under a sliding window, for each channel.
 *
 * <p>x [C, ...]; each length becomes ⌊(x + 2 padding - kernel) / stride⌋ + 1, in ceil_mode rounded
 * up. What a window then has beyond the padding counts for nothing.
 *
 * @param countIncludePad whether padding counts as zeros
 */
public record AvgPool(Pooling pooling, boolean countIncludePad) implements Pooling.Layer {
  private static final Argument<Boolean> COUNT_INCLUDE_PAD =
      Argument.optional(
          "count_include_pad", ArgumentType.flag(), true, "whether padding counts as zeros");

  static final Entry<AvgPool> ENTRY =
      Pooling.entry(
          "avg_pool",
          "the mean of the numbers under a sliding window",
          (pooling, a) -> new AvgPool(pooling, a.get(COUNT_INCLUDE_PAD)),
          Pooling.CEIL_MODE,
          COUNT_INCLUDE_PAD);

  @Override
  public Value emit(Emission e, Value x) {
    Window w = window(x);
    int axes = w.kernel().size();
    List<Long> padding = w.pads().subList(0, axes);
    List<Long> beyond = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      beyond.add(w.pads().get(axes + i) - padding.get(i));
    }
    List<Long> none = Collections.nCopies(axes, 0L);
    if (!countIncludePad || beyond.equals(none)) {
      return averagePool(e.g(), w, countIncludePad, x);
    }
    Value wide = padding.equals(none) ? x : Pooling.around(e, 0, padding, padding, x);
    return averagePool(e.g(), Pooling.padded(w, none, beyond), false, wide);
  }
}
