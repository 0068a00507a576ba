package org.nnd.layer;

import static org.nnd.op.Concat.concat;
import static org.nnd.op.MaxPool.maxPool;
import static org.nnd.op.ReduceMax.reduceMax;
import static org.nnd.op.Slice.slice;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.call.Lengths;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Value;
import org.nnd.op.Window;

/**
 * y = the largest numbers of the parts into which each axis is cut: [C, ...] to [C, size...].
 *
 * <p>Where the lengths are multiples a max_pool, else one part after the other along each axis.
 */
public record AdaptiveMaxPool(Lengths size) implements Adaptive {
  static final Entry<AdaptiveMaxPool> ENTRY =
      Entry.of(
          "adaptive_max_pool",
          "the largest numbers of the parts into which each axis is cut",
          a -> new AdaptiveMaxPool(a.get(SIZE)),
          SIZE);

  @Override
  public String name() {
    return ENTRY.name();
  }

  @Override
  public Value pooled(Builder g, Window window, Value x) {
    return maxPool(g, window, x);
  }

  @Override
  public Value pooled(Builder g, List<Part> parts, int axis, Value x) {
    return concat(g, axis, parts.stream().map(p -> largest(g, p, axis, x)).toList());
  }

  private static Value largest(Builder g, Part p, int axis, Value x) {
    Value part = slice(g, axis, p.from(), p.to(), Dim.of(p.length()), x);
    return reduceMax(g, part, List.of(axis), true);
  }
}
