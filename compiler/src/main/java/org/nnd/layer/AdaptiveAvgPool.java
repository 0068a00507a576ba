package org.nnd.layer;

import static org.nnd.op.AveragePool.averagePool;
import static org.nnd.op.MatMul.alongAxis;

import java.util.Arrays;
import java.util.List;
import org.nnd.call.Entry;
import org.nnd.call.Lengths;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.op.Window;

/**
 * y = the means of the parts into which each axis is cut: [C, ...] to [C, size...].
 *
 * <p>Where the lengths are multiples an avg_pool, else a matrix along each axis.
 */
public record AdaptiveAvgPool(Lengths size) implements Adaptive {
  static final Entry<AdaptiveAvgPool> ENTRY =
      Entry.of(
          "adaptive_avg_pool",
          "the means of the parts into which each axis is cut",
          a -> new AdaptiveAvgPool(a.get(SIZE)),
          SIZE);

  @Override
  public String name() {
    return ENTRY.name();
  }

  @Override
  public Value pooled(Builder g, Window window, Value x) {
    return averagePool(g, window, true, x);
  }

  @Override
  public Value pooled(Builder g, List<Part> parts, int axis, Value x) {
    int length = Math.toIntExact(x.shape().dim(axis).known().orElseThrow());
    double[][] shares = new double[parts.size()][length];
    for (int i = 0; i < shares.length; i++) {
      Part p = parts.get(i);
      Arrays.fill(shares[i], (int) p.from(), (int) p.to(), 1.0 / p.length());
    }
    return alongAxis(g, shares, axis, x);
  }
}
