package org.nnd.ir;

/**
 * A kind of floats of 16 bits or fewer: a sign, an exponent, a fraction.
 *
 * @param exponent bits of it
 * @param fraction bits of it
 * @param bias what is taken from the exponent
 * @param end what the largest patterns mean
 */
record SmallFloat(int exponent, int fraction, int bias, End end) {
  private enum End {
    /** The highest exponent is infinity, and with a fraction no number. */
    INFINITE,
    /** The last pattern of all is no number. */
    ONE,
    /** The pattern of a negative zero is no number. */
    ZERO,
    /** All are numbers. */
    NONE
  }

  /** The kind of an element type. */
  private static SmallFloat of(ElementType element) {
    return switch (element) {
      case FLOAT16 -> new SmallFloat(5, 10, 15, End.INFINITE);
      case BFLOAT16 -> new SmallFloat(8, 7, 127, End.INFINITE);
      case FLOAT8E4M3FN -> new SmallFloat(4, 3, 7, End.ONE);
      case FLOAT8E4M3FNUZ -> new SmallFloat(4, 3, 8, End.ZERO);
      case FLOAT8E5M2 -> new SmallFloat(5, 2, 15, End.INFINITE);
      case FLOAT8E5M2FNUZ -> new SmallFloat(5, 2, 16, End.ZERO);
      case FLOAT6E2M3 -> new SmallFloat(2, 3, 1, End.NONE);
      case FLOAT6E3M2 -> new SmallFloat(3, 2, 3, End.NONE);
      case FLOAT4E2M1 -> new SmallFloat(2, 1, 1, End.NONE);
      default -> throw new IllegalArgumentException(element + " is no small float");
    };
  }

  /** The number that a pattern of bits is. */
  static double of(ElementType element, int bits) {
    return element == ElementType.FLOAT8E8M0 // an exponent and nothing else
        ? bits == 255 ? Double.NaN : Math.scalb(1.0, bits - 127)
        : of(element).of(bits);
  }

  private double of(int bits) {
    int sign = 1 << (exponent + fraction);
    int most = (1 << exponent) - 1;
    int e = (bits >> fraction) & most;
    int f = bits & ((1 << fraction) - 1);
    boolean none =
        switch (end) {
          case INFINITE -> e == most && f > 0;
          case ONE -> (bits | sign) == 2 * sign - 1;
          case ZERO -> bits == sign;
          case NONE -> false;
        };
    if (none) {
      return Double.NaN;
    }
    double magnitude =
        end == End.INFINITE && e == most
            ? Double.POSITIVE_INFINITY
            : e == 0
                ? Math.scalb((double) f, 1 - bias - fraction)
                : Math.scalb((double) ((1 << fraction) + f), e - bias - fraction);
    return (bits & sign) == 0 ? magnitude : -magnitude;
  }
}
