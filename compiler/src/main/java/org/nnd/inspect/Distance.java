package org.nnd.inspect;

import java.util.Locale;
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
    long count = a.type().shape().size().orElseThrow();
    long apart = 0;
    double most = 0;
    double relative = 0;
    for (int i = 0; i < count; i++) {
      double p = a.number(i);
      double q = b.number(i);
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
