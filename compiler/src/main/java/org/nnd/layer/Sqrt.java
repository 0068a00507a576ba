package org.nnd.layer;

import static org.nnd.op.Sqrt.sqrt;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = √x. */
public record Sqrt() implements Elementwise {
  static final Entry<Sqrt> ENTRY = Entry.of("sqrt", "y = √x", a -> new Sqrt());

  @Override
  public Value emit(Emission e, Value x) {
    return sqrt(e.g(), x);
  }
}
