package org.nnd.train;

import static org.nnd.op.Mul.mul;

import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** loss + rate Σ w²: ridge regression. With sgd it is what weight_decay = 2 rate does. */
public record L2Penalty(double rate, boolean all) implements Penalty {
  static final Entry<L2Penalty> ENTRY = Penalty.entry("l2", "loss + rate Σ w²", L2Penalty::new);

  @Override
  public Value cost(Builder g, Value weight) {
    return mul(g, weight, weight);
  }
}
