package org.nnd.layer;

import static org.nnd.op.GlobalMaxPool.globalMaxPool;
import static org.nnd.op.ReduceMax.reduceMax;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** y = the largest number of each channel: [C, ...] to [C]. */
public record GlobalMaxPool() implements GlobalPooling {
  static final Entry<GlobalMaxPool> ENTRY =
      Entry.of("global_max_pool", "the largest number of each channel", a -> new GlobalMaxPool());

  @Override
  public String name() {
    return ENTRY.name();
  }

  @Override
  public Value operator(Builder g, Value x) {
    return globalMaxPool(g, x);
  }

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes) {
    return reduceMax(g, x, axes, false);
  }
}
