package org.nnd.layer;

import static org.nnd.op.Mish.mish;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x tanh(ln(1 + eˣ)): Misra, 2019. */
public record Mish() implements Elementwise {
  static final Entry<Mish> ENTRY = Entry.of("mish", "y = x tanh(ln(1 + eˣ))", a -> new Mish());

  @Override
  public Value emit(Emission e, Value x) {
    return mish(e.g(), x);
  }
}
