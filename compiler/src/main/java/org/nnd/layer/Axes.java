package org.nnd.layer;

import org.nnd.call.Refusal;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** Axes as a text counts them: per example, from the end where negative. */
final class Axes {
  private Axes() {}

  /** The axis counted from the front. */
  static int at(long axis, TensorType x) {
    int rank = x.shape().rank();
    long at = axis < 0 ? axis + rank : axis;
    if (at < 0 || at >= rank) {
      throw new Refusal(
          "there is no axis " + axis + " in " + x,
          rank == 0 ? null : "axes count from 0 to " + (rank - 1) + ", or from the end with -1");
    }
    return (int) at;
  }

  /** The axis of a value in a graph, where the examples' axis may stand in front. */
  static int of(long axis, Value x) {
    return at(axis, x.type().perExample()) + first(x);
  }

  /** Where an example's own axes start. */
  static int first(Value x) {
    return x.type().batched() ? 1 : 0;
  }
}
