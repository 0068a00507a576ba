package org.nnd.layer;

import org.nnd.call.Entry;

/** y = min(a, b, ...), number by number; equals share the gradient. */
public record Minimum() implements Fold {
  static final Entry<Minimum> ENTRY =
      Entry.of("minimum", "y = min(a, b, ...)", a -> new Minimum()).taking(2, Integer.MAX_VALUE);

  @Override
  public Arithmetic each() {
    return Arithmetic.of(Arithmetic.Operator.MIN);
  }
}
