package org.nnd.layer;

import static org.nnd.op.Relu.relu;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = max(x, 0). */
public record Relu() implements Elementwise {
  static final Entry<Relu> ENTRY = Entry.of("relu", "y = max(x, 0)", a -> new Relu());

  @Override
  public Value emit(Emission e, Value x) {
    return relu(e.g(), x);
  }
}
