package org.nnd.train;

import static org.nnd.op.Pow.pow;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** factor = fⁿ with n = ⌊time / every⌋: the rate falls in steps. As PyTorch's StepLR. */
public record Staircase(long every, double by, Pace pace) implements Schedule {
  private static final Argument<Long> EVERY =
      Argument.required(
          "every", ArgumentType.whole(1, Integer.MAX_VALUE), "how long the rate stays, in units");
  private static final Argument<Double> FACTOR =
      Argument.optional("factor", ArgumentType.positive(), 0.1, "f");

  static final Entry<Staircase> ENTRY =
      Pace.entry(
          "step",
          "factor = fⁿ, n = ⌊time / every⌋",
          (pace, a) -> new Staircase(a.get(EVERY), a.get(FACTOR), pace),
          EVERY,
          FACTOR);

  @Override
  public Value factor(Clock c) {
    return pow(c.g(), c.number(by), c.periods(every));
  }
}
