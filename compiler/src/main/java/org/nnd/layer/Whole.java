package org.nnd.layer;

import org.nnd.call.Refusal;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** Indices, as some layers take them. */
final class Whole {
  private Whole() {}

  /** Refuses what is no whole number. */
  static void check(String layer, TensorType x) {
    if (x.element() != ElementType.INT64 && x.element() != ElementType.INT32) {
      throw new Refusal(
          layer + " expects whole numbers, but this value is " + x.perExample(),
          "declare the input as "
              + x.perExample().of(ElementType.INT64)
              + ", or insert `-> cast(int64)` before it");
    }
  }
}
