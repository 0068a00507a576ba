package org.nnd.layer;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Refusal;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

/** The last axes of a value, over which a layer normalises. */
final class LastAxes {
  static final Argument<Long> ARGUMENT =
      Argument.optional(
          "axes", ArgumentType.whole(1), 1L, "how many of the last axes are normalised together");

  private LastAxes() {}

  /** A tensor of just those axes, whose lengths must be known. */
  static TensorType of(String layer, long axes, TensorType in) {
    TensorType x = in.perExample();
    int rank = x.shape().rank();
    if (axes > rank) {
      throw new Refusal(
          layer
              + " can't take the last "
              + (axes == 1 ? "axis" : axes + " axes")
              + " of a value that is "
              + x);
    }
    Shape last = x.shape().from(rank - (int) axes);
    if (last.size().isEmpty()) {
      throw new Refusal(
          layer + " needs to know the lengths that it normalises over, but this value is " + x,
          "give " + (axes == 1 ? "the last axis a fixed length" : "those axes fixed lengths"));
    }
    return x.shaped(last);
  }
}
