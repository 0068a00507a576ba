package org.nnd.layer;

import static org.nnd.op.GlobalAveragePool.globalAveragePool;
import static org.nnd.op.ReduceMean.reduceMean;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** y = the mean of each channel: [C, ...] to [C]. */
public record GlobalAvgPool() implements GlobalPooling {
  static final Entry<GlobalAvgPool> ENTRY =
      Entry.of("global_avg_pool", "the mean of each channel", a -> new GlobalAvgPool());

  @Override
  public String name() {
    return ENTRY.name();
  }

  @Override
  public Value operator(Builder g, Value x) {
    return globalAveragePool(g, x);
  }

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes) {
    return reduceMean(g, x, axes, false);
  }
}
