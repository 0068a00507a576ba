package org.nnd.layer;

import static org.nnd.op.Sigmoid.sigmoid;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = 1 / (1 + e⁻ˣ). */
public record Sigmoid() implements Elementwise {
  static final Entry<Sigmoid> ENTRY = Entry.of("sigmoid", "y = 1 / (1 + e⁻ˣ)", a -> new Sigmoid());

  @Override
  public Value emit(Emission e, Value x) {
    return sigmoid(e.g(), x);
  }
}
