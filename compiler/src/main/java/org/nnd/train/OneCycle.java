package org.nnd.train;

import static org.nnd.op.Div.div;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Max.max;
import static org.nnd.op.Min.min;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;
import static org.nnd.op.Where.where;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * The factor rises from one share to 1 and falls to another, each along half a wave, the top at
 * step rise S - 1 and the end at S - 1.
 *
 * <p>Smith and Topin, 2018; as PyTorch's OneCycleLR, without its cycle of momentum: the base rate
 * is the largest one, start is 1 / div_factor, and end is start / final_div_factor.
 */
public record OneCycle(double rise, double start, double end, Pace pace) implements Schedule {
  private static final Argument<Double> RISE =
      Argument.optional(
          "rise", ArgumentType.numberBelow(0, 1), 0.3, "the share of the training that it rises");
  private static final Argument<Double> START =
      Hyper.notNegative("start", 0.04, "the factor at the start");
  private static final Argument<Double> END =
      Hyper.notNegative("end", 4e-6, "the factor at the end");

  static final Entry<OneCycle> ENTRY =
      Pace.entry(
          "one_cycle",
          "from start up to 1 and down to end",
          (pace, a) -> new OneCycle(a.get(RISE), a.get(START), a.get(END), pace),
          RISE,
          START,
          END);

  @Override
  public boolean needsLength() {
    return true;
  }

  @Override
  public Value factor(Clock c) {
    Builder g = c.g();
    Value one = c.number(1);
    Value top = max(g, sub(g, mul(g, c.length(), c.number(rise)), one), c.number(0));
    Value last = sub(g, c.length(), one);
    Value up = Cosine.between(c, c.number(start), one, share(c, c.s(), top));
    Value down =
        Cosine.between(c, one, c.number(end), share(c, sub(g, c.s(), top), sub(g, last, top)));
    return where(g, greater(g, top, c.s()), up, down);
  }

  /** a / b from 0 to 1. */
  private static Value share(Clock c, Value a, Value b) {
    Builder g = c.g();
    Value share = div(g, max(g, a, c.number(0)), max(g, b, c.number(1e-6)));
    return min(g, share, c.number(1));
  }
}
