package org.nnd.layer;

import static org.nnd.op.Exp.exp;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = eˣ. */
public record Exp() implements Elementwise {
  static final Entry<Exp> ENTRY = Entry.of("exp", "y = eˣ", a -> new Exp());

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Value emit(Emission e, Value x) {
    return exp(e.g(), x);
  }
}
