package org.nnd.imports;

import java.util.List;
import org.nnd.call.Datum;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;

/** Numbers as a text says them. */
final class Numbers {
  private Numbers() {}

  /** The shortest number that is the same float, if it is one: 1e-5 for 9.999999747378752e-6. */
  static double brief(double x) {
    return (float) x == x && Double.isFinite(x) ? Double.parseDouble(Float.toString((float) x)) : x;
  }

  /** A number that is whole is written so where both are taken. */
  static Datum datum(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e6
        ? new Datum.Int((long) x)
        : new Datum.Real(brief(x));
  }

  /** One length for all axes, if they are equal. */
  static Datum lengths(List<Long> each) {
    return each.stream().distinct().count() == 1
        ? new Datum.Int(each.get(0))
        : new Datum.ListOf(each.stream().<Datum>map(Datum.Int::new).toList());
  }

  /** A tensor in another shape of as many elements. */
  static Tensor reshaped(Tensor t, long... sizes) {
    byte[] bytes = new byte[t.bytes().remaining()];
    t.bytes().get(bytes);
    return new Tensor(t.type().shaped(Shape.of(sizes)), bytes);
  }

  /** A matrix with rows and columns exchanged. */
  static Tensor transposed(Tensor t) {
    return Array.of(t).transposed(List.of(1, 0)).tensor(t.type().element());
  }

  /** So many of a tensor's rows, from one on. */
  static Tensor rows(Tensor t, int from, int count) {
    return Array.of(t).sliced(0, from, 1, count).tensor(t.type().element());
  }

  static Tensor zeros(ElementType element, long... sizes) {
    return Tensor.filled(org.nnd.ir.TensorType.of(element, sizes), 0);
  }
}
