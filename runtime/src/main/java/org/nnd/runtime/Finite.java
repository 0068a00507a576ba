package org.nnd.runtime;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;

/** Whether numbers are numbers. */
final class Finite {
  private Finite() {}

  /** What a number is if it isn't finite: {@code infinite} or {@code no number}. */
  static Optional<String> not(double x) {
    return Double.isFinite(x)
        ? Optional.empty()
        : Optional.of(Double.isNaN(x) ? "no number" : "infinite");
  }

  /** The same of the first of many that isn't. */
  static Optional<String> not(Numbers numbers) {
    for (double x : numbers.values()) {
      if (!Double.isFinite(x)) {
        return not(x);
      }
    }
    return Optional.empty();
  }

  /** The same of the first in a tensor that isn't. */
  static Optional<String> not(Tensor t) {
    ByteBuffer bytes = t.bytes();
    ElementType type = t.type().element();
    while (type.isFloat() && bytes.hasRemaining()) {
      double x =
          switch (type) {
            case FLOAT -> bytes.getFloat();
            case DOUBLE -> bytes.getDouble();
            case FLOAT16 -> half(bytes.getShort(), 10);
            default -> half(bytes.getShort(), 7);
          };
      if (!Double.isFinite(x)) {
        return not(x);
      }
    }
    return Optional.empty();
  }

  /** Zero for what is finite: the exponent is all ones where a number isn't. */
  private static double half(short bits, int fraction) {
    int magnitude = bits & 0x7FFF;
    int infinity = 0x7FFF >> fraction << fraction;
    return magnitude < infinity ? 0 : magnitude == infinity ? Double.POSITIVE_INFINITY : Double.NaN;
  }
}
