package org.nnd.layer;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.GreaterOrEqual.greaterOrEqual;
import static org.nnd.op.Mul.mul;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * While training y = x m / (1 - p) with m = 0 at a rate of p, else 1; when predicting y = x.
 *
 * <p>Srivastava and others, 2014. The mask depends on the seed, the layer's name and the step
 * alone.
 */
public record Dropout(double p) implements Elementwise {
  private static final Argument<Double> P =
      Argument.optional("p", ArgumentType.numberBelow(0, 1), 0.5, "the share of zeros");

  static final Entry<Dropout> ENTRY =
      Entry.of("dropout", "y = x m / (1 - p), m random 0 or 1", a -> new Dropout(a.get(P)), P);

  @Override
  public Value emit(Emission e, Value x) {
    return e.training() ? dropped(e.g(), e.noise().orElseThrow(), p, x) : x;
  }

  /** What is left of x while training. */
  static Value dropped(Builder g, Noise noise, double p, Value x) {
    if (p == 0) {
      return x;
    }
    Value threshold = g.constant(Tensor.uint32((int) (long) (p * 0x1p32)));
    Value mask = cast(g, greaterOrEqual(g, noise.bits(g, x), threshold), x.element());
    return mul(g, x, mul(g, mask, g.constant(1 / (1 - p), x)));
  }
}
