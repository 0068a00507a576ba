package org.nnd.inspect;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;

/**
 * How far two tensors of one type are apart.
 *
 * @param count how many numbers they have
 * @param apart how many of them differ
 * @param most the largest difference
 * @param relative the largest difference as a part of the larger number
 */
record Distance(long count, long apart, double most, double relative) {

  /** Measures; numbers within the tolerance are equal. */
  static Distance of(Tensor a, Tensor b, double tolerance) {
    ByteBuffer x = a.bytes();
    ByteBuffer y = b.bytes();
    ElementType element = a.type().element();
    long count = 0;
    long apart = 0;
    double most = 0;
    double relative = 0;
    while (x.hasRemaining()) {
      double p = next(x, element);
      double q = next(y, element);
      count++;
      double difference = Math.abs(p - q);
      boolean equal = Double.compare(p, q) == 0 || p == q;
      double larger = Math.max(Math.abs(p), Math.abs(q));
      if (!equal && !(difference <= tolerance * Math.max(1, larger))) {
        apart++;
        most = Double.isNaN(difference) ? Double.NaN : Math.max(most, difference);
        relative = Math.max(relative, larger == 0 ? 0 : difference / larger);
      }
    }
    return new Distance(count, apart, most, relative);
  }

  private static double next(ByteBuffer in, ElementType element) {
    return switch (element) {
      case FLOAT -> in.getFloat();
      case DOUBLE -> in.getDouble();
      case FLOAT16 -> half(in.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(in.getShort() << 16);
      case INT64, UINT64 -> in.getLong();
      case INT32 -> in.getInt();
      case UINT32 -> Integer.toUnsignedLong(in.getInt());
      case INT16 -> in.getShort();
      case UINT16 -> Short.toUnsignedInt(in.getShort());
      case INT8, BOOL -> in.get();
      case UINT8 -> Byte.toUnsignedInt(in.get());
    };
  }

  /** A number of 16 bits as IEEE 754 has it. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        exponent == 0
            ? fraction * 0x1p-24
            : exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : (1024 + fraction) * Math.pow(2, exponent - 25);
    return bits < 0 ? -size : size;
  }

  /** {@code 3 of 150 numbers differ, by at most 1.2e-05 (relative 0.003)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d of %,d numbers differ, by at most %.3g (relative %.3g)",
        apart,
        count,
        most,
        relative);
  }
}
