package org.nnd.layer;

import static org.nnd.op.Tanh.tanh;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = tanh x. */
public record Tanh() implements Elementwise {
  static final Entry<Tanh> ENTRY = Entry.of("tanh", "y = tanh x", a -> new Tanh());

  @Override
  public Value emit(Emission e, Value x) {
    return tanh(e.g(), x);
  }
}
