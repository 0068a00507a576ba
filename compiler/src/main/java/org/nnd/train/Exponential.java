package org.nnd.train;

import static org.nnd.op.Pow.pow;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** factor = fⁿ behind n whole epochs, or n steps. As PyTorch's ExponentialLR. */
public record Exponential(double by, Pace pace) implements Schedule {
  private static final Argument<Double> FACTOR =
      Argument.required("factor", ArgumentType.positive(), "f");

  static final Entry<Exponential> ENTRY =
      Pace.entry(
          "exponential",
          "factor = fⁿ, n = ⌊time⌋",
          (pace, a) -> new Exponential(a.get(FACTOR), pace),
          FACTOR);

  @Override
  public Value factor(Clock c) {
    return pow(c.g(), c.number(by), c.periods(1));
  }
}
