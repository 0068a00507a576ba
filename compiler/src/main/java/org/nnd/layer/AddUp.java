package org.nnd.layer;

import org.nnd.call.Entry;

/** y = a + b + ...: what follows the branches of a residual block. */
public record AddUp() implements Fold {
  static final Entry<AddUp> ENTRY =
      Entry.of("add", "y = a + b + ...", a -> new AddUp()).taking(1, Integer.MAX_VALUE);

  @Override
  public Arithmetic each() {
    return Arithmetic.of(Arithmetic.Operator.ADD);
  }
}
