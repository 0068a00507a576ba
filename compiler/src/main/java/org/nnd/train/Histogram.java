package org.nnd.train;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.GreaterOrEqual.greaterOrEqual;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ScatterElements.scatterElements;

import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** How often each whole number is met. */
final class Histogram {
  private Histogram() {}

  /**
   * Counts, as doubles [size].
   *
   * @param numbers in a row, from 0 to size - 1
   * @param counts what each of them counts, doubles
   */
  static Value of(Builder g, long size, Value numbers, Value counts) {
    Value none = g.constant(Tensor.filled(TensorType.of(ElementType.DOUBLE, size), 0));
    return scatterElements(g, 0, true, none, numbers, counts);
  }

  /** 1 for a number from 0 to size - 1, else 0. */
  static Value within(Builder g, long size, Value x) {
    Value least = cast(g, greaterOrEqual(g, x, g.constant(0, x)), ElementType.INT64);
    Value most = cast(g, greater(g, g.constant((double) size, x), x), ElementType.INT64);
    return mul(g, least, most);
  }
}
