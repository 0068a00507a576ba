package org.nnd.layer;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Reshape.reshape;

import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** How many steps of a sequence each example has; the rest is padding. Sent along by name. */
final class StepCounts {
  static final String NAME = "lengths";

  private StepCounts() {}

  /** Refuses what isn't one whole number per example. */
  static void check(String layer, TensorType given) {
    if (!are(given)) {
      throw refusal(layer, "this is " + given.perExample());
    }
  }

  /** Whether a value is one whole number per example. */
  static boolean are(TensorType given) {
    ElementType element = given.element();
    boolean whole = element == ElementType.INT64 || element == ElementType.INT32;
    return whole && given.perExample().shape().rank() == 0;
  }

  /** What is said where several values are sent along. */
  static Refusal several(String layer, int values) {
    return refusal(layer, "there are " + values + " values");
  }

  private static Refusal refusal(String layer, String fact) {
    return new Refusal(
        layer + "'s lengths are one whole number per example, but " + fact,
        "declare them so: input lengths: int64");
  }

  /**
   * Whether a step is one of the example's.
   *
   * @param steps their numbers, in a shape that broadcasts with the next one
   * @param shape of the counts: the examples' axis, and axes of length 1
   */
  static Value within(Builder g, Value steps, Value counts, Shape shape) {
    return greater(g, reshape(g, cast(g, counts, ElementType.INT64), shape), steps);
  }
}
