package org.nnd.layer;

import static org.nnd.op.Mul.mul;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x². */
public record Square() implements Elementwise {
  static final Entry<Square> ENTRY = Entry.of("square", "y = x²", a -> new Square());

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Value emit(Emission e, Value x) {
    return mul(e.g(), x, x);
  }
}
