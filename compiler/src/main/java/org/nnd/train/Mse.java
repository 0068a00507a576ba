package org.nnd.train;

import static org.nnd.op.Mul.mul;

import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** mean of (prediction - label)², over everything. */
public record Mse() implements Distance {
  static final Entry<Mse> ENTRY =
      Entry.of("mse", "mean of (prediction - label)²", a -> new Mse()).taking(2, 2);

  @Override
  public String name() {
    return "mse";
  }

  @Override
  public Value cost(Builder g, Value d) {
    return mul(g, d, d);
  }
}
