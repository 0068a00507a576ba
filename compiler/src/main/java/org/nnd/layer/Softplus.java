package org.nnd.layer;

import static org.nnd.op.Softplus.softplus;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = ln(1 + eˣ). */
public record Softplus() implements Elementwise {
  static final Entry<Softplus> ENTRY = Entry.of("softplus", "y = ln(1 + eˣ)", a -> new Softplus());

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Value emit(Emission e, Value x) {
    return softplus(e.g(), x);
  }
}
