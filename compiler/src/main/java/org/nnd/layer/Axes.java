package org.nnd.layer;

import org.nnd.call.Refusal;
import org.nnd.ir.TensorType;

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
          rank == 0
              ? "a single number has no axes"
              : "axes count from 0 to " + (rank - 1) + ", or from the end with -1");
    }
    return (int) at;
  }
}
