package org.nnd.train;

import static org.nnd.op.Abs.abs;

import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** loss + rate Σ |w|: the lasso, which makes weights 0. */
public record L1Penalty(double rate, boolean all) implements Penalty {
  static final Entry<L1Penalty> ENTRY = Penalty.entry("l1", "loss + rate Σ |w|", L1Penalty::new);

  @Override
  public Value cost(Builder g, Value weight) {
    return abs(g, weight);
  }
}
