package org.nnd.layer;

import org.nnd.call.Entry;

/** y = max(a, b, ...), number by number; equals share the gradient. */
public record Maximum() implements Fold {
  static final Entry<Maximum> ENTRY =
      Entry.of("maximum", "y = max(a, b, ...)", a -> new Maximum()).taking(2, Integer.MAX_VALUE);

  @Override
  public Arithmetic each() {
    return Arithmetic.of(Arithmetic.Operator.MAX);
  }
}
