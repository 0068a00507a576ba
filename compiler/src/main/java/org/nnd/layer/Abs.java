package org.nnd.layer;

import static org.nnd.op.Abs.abs;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = |x|. */
public record Abs() implements Elementwise {
  static final Entry<Abs> ENTRY = Entry.of("abs", "y = |x|", a -> new Abs());

  @Override
  public Value emit(Emission e, Value x) {
    return abs(e.g(), x);
  }
}
