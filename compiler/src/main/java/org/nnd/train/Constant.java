package org.nnd.train;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** factor = 1: behind the warm-up the rate stays as it is. */
public record Constant(Pace pace) implements Schedule {
  static final Entry<Constant> ENTRY =
      Pace.entry("constant", "factor = 1", (pace, a) -> new Constant(pace));

  @Override
  public boolean needsLength() {
    return false;
  }

  @Override
  public Value factor(Clock c) {
    return c.number(1);
  }
}
