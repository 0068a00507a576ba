package org.nnd.quantize;

import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;

/**
 * The numbers that a value takes, 0 among them: x ≈ scale (number - zero point), the number being
 * from 0 to 255.
 *
 * <p>The scale has 12 bits, rounded up, so that processors that round a network's sums differently
 * are given the same one.
 */
public record Range(float least, float most) {
  private static final int STEPS = 255;
  private static final int BITS = 12;

  public Range {
    least = Math.min(least, 0);
    most = Math.max(most, 0);
  }

  /** Both of them. */
  public Range and(Range other) {
    return new Range(Math.min(least, other.least), Math.max(most, other.most));
  }

  /** The distance between two numbers. */
  float scale() {
    double width = (double) most - least;
    if (width == 0 || Double.isInfinite(width)) {
      return 1;
    }
    int exponent = Math.getExponent(width / STEPS) - BITS;
    return (float) Math.scalb(Math.ceil(Math.scalb(width / STEPS, -exponent)), exponent);
  }

  /** The number that stands for 0. */
  int zero() {
    return (int) Math.max(0, Math.min(STEPS, Math.rint(-least / scale())));
  }

  Tensor scaleTensor() {
    return Tensor.scalar(ElementType.FLOAT, scale());
  }

  Tensor zeroPoint() {
    return Tensor.scalar(ElementType.UINT8, zero());
  }
}
