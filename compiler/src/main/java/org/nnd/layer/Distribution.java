package org.nnd.layer;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

/** A layer that makes a distribution of the numbers along an axis. */
interface Distribution extends OneToOne {
  Argument<Long> AXIS =
      Argument.optional("axis", ArgumentType.whole(), -1L, "the axis whose numbers sum to 1");

  /** Counted per example, from the end where negative. */
  long axis();

  @Override
  default Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  default Shape shape(TensorType x) {
    Axes.at(axis(), x);
    return x.shape();
  }
}
