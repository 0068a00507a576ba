package org.nnd.train;

import static org.nnd.op.Abs.abs;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Relu.relu;
import static org.nnd.op.Sub.sub;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * mean of d² / 2 where |d| is below delta, of delta (|d| - delta / 2) elsewhere, with d =
 * prediction - label.
 *
 * <p>With c = min(|d|, delta) both are c (|d| - c / 2). Huber, 1964; as PyTorch's HuberLoss.
 */
public record Huber(double delta) implements Distance {
  private static final Argument<Double> DELTA =
      Argument.optional(
          "delta", ArgumentType.positive(), 1.0, "from where on it grows like |d|, not like d²");

  static final Entry<Huber> ENTRY =
      Entry.of(
              "huber",
              "mean of d² / 2 for |d| < delta, else of delta (|d| - delta / 2)",
              a -> new Huber(a.get(DELTA)),
              DELTA)
          .taking(2, 2);

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public Value cost(Builder g, Value d) {
    Value size = abs(g, d);
    Value capped = sub(g, size, relu(g, sub(g, size, g.constant(delta, size))));
    return mul(g, capped, sub(g, size, mul(g, capped, g.constant(0.5, size))));
  }
}
