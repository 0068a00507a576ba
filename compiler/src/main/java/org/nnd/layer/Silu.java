package org.nnd.layer;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sigmoid.sigmoid;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x σ(x): Elfwing and others, 2017. */
public record Silu() implements Elementwise {
  static final Entry<Silu> ENTRY = Entry.of("silu", "y = x σ(x)", a -> new Silu());

  @Override
  public Value emit(Emission e, Value x) {
    return mul(e.g(), x, sigmoid(e.g(), x));
  }
}
