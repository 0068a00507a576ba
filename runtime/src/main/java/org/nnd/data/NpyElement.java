package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What a NumPy array holds; the code is that of its {@code descr} behind the byte order. */
enum NpyElement {
  BOOL("b1", 1),
  INT8("i1", 1),
  INT16("i2", 2),
  INT32("i4", 4),
  INT64("i8", 8),
  UINT8("u1", 1),
  UINT16("u2", 2),
  UINT32("u4", 4),
  UINT64("u8", 8),
  FLOAT16("f2", 2),
  FLOAT32("f4", 4),
  FLOAT64("f8", 8);

  private final String code;
  private final int bytes;

  NpyElement(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  static Optional<NpyElement> of(String code) {
    return Arrays.stream(values()).filter(e -> e.code.equals(code)).findFirst();
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }

  /** Whether the numbers are whole ones. */
  boolean whole() {
    return code.charAt(0) != 'f';
  }

  /** The number at a place. */
  double real(ByteBuffer numbers, int at) {
    return switch (this) {
      case FLOAT16 -> half(numbers.getShort(at));
      case FLOAT32 -> numbers.getFloat(at);
      case FLOAT64 -> numbers.getDouble(at);
      case UINT64 -> unsigned(numbers.getLong(at));
      default -> whole(numbers, at);
    };
  }

  /** The whole number at a place; unsigned ones of 64 bits above 2⁶³ become negative. */
  long whole(ByteBuffer numbers, int at) {
    return switch (this) {
      case BOOL -> numbers.get(at) == 0 ? 0 : 1;
      case INT8 -> numbers.get(at);
      case UINT8 -> numbers.get(at) & 0xFF;
      case INT16 -> numbers.getShort(at);
      case UINT16 -> numbers.getShort(at) & 0xFFFF;
      case INT32 -> numbers.getInt(at);
      case UINT32 -> numbers.getInt(at) & 0xFFFF_FFFFL;
      case INT64, UINT64 -> numbers.getLong(at);
      default -> throw new IllegalStateException("no whole numbers: " + this);
    };
  }

  private static double unsigned(long x) {
    return x >= 0 ? x : (double) ((x >>> 1) | (x & 1)) * 2;
  }

  /** IEEE 754's binary16: a sign, 5 bits of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double size =
        exponent == 0x1F
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? Math.scalb((double) fraction, -24)
                : Math.scalb((double) (fraction | 0x400), exponent - 25);
    return bits < 0 ? -size : size;
  }
}
