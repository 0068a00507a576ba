package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sin.sin;
import static org.nnd.op.Sub.sub;

import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * factor = to + (1 - to) (1 + cos(π s / S)) / 2 over the whole training.
 *
 * <p>Loshchilov and Hutter, 2017, without restarts; as PyTorch's CosineAnnealingLR.
 */
public record Cosine(double to, Pace pace) implements Schedule {
  private static final Argument<Double> TO = Hyper.notNegative("to", 0, "the factor at the end");

  static final Entry<Cosine> ENTRY =
      Pace.entry(
          "cosine",
          "factor = to + (1 - to) (1 + cos(π s / S)) / 2",
          (pace, a) -> new Cosine(a.get(TO), pace),
          TO);

  @Override
  public boolean needsLength() {
    return true;
  }

  @Override
  public Value factor(Clock c) {
    return between(c, c.number(1), c.number(to), c.progress());
  }

  /**
   * From a to b along half a wave as p goes from 0 to 1; (1 + cos πp) / 2 = sin²((1 - p) π / 2).
   */
  static Value between(Clock c, Value a, Value b, Value p) {
    Builder g = c.g();
    Value root = sin(g, mul(g, sub(g, c.number(1), p), c.number(Math.PI / 2)));
    return add(g, b, mul(g, sub(g, a, b), mul(g, root, root)));
  }
}
