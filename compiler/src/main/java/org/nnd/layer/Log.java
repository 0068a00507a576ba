package org.nnd.layer;

import static org.nnd.op.Log.log;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = ln x. */
public record Log() implements Elementwise {
  static final Entry<Log> ENTRY = Entry.of("log", "y = ln x", a -> new Log());

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Value emit(Emission e, Value x) {
    return log(e.g(), x);
  }
}
