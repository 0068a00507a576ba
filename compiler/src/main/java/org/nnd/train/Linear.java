package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;

import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** factor = from + (to - from) s / S over the whole training. As PyTorch's LinearLR. */
public record Linear(double from, double to, Pace pace) implements Schedule {
  private static final Argument<Double> FROM =
      Hyper.notNegative("from", 1, "the factor at the start");
  private static final Argument<Double> TO = Hyper.notNegative("to", 0, "the factor at the end");

  static final Entry<Linear> ENTRY =
      Pace.entry(
          "linear",
          "factor = from + (to - from) s / S",
          (pace, a) -> new Linear(a.get(FROM), a.get(TO), pace),
          FROM,
          TO);

  @Override
  public boolean needsLength() {
    return true;
  }

  @Override
  public Value factor(Clock c) {
    Builder g = c.g();
    return add(g, c.number(from), mul(g, c.number(to - from), c.progress()));
  }
}
