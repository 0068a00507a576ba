package org.nnd.train;

import static org.nnd.op.Abs.abs;

import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** mean of |prediction - label|, over everything. */
public record Mae() implements Distance {
  static final Entry<Mae> ENTRY =
      Entry.of("mae", "mean of |prediction - label|", a -> new Mae()).taking(2, 2);

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public Value cost(Builder g, Value d) {
    return abs(g, d);
  }
}
