package org.nnd.layer;

import static org.nnd.op.Clip.clip;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = min(max(x, 0), 6): Howard and others, 2017. */
public record Relu6() implements Elementwise {
  static final Entry<Relu6> ENTRY = Entry.of("relu6", "y = min(max(x, 0), 6)", a -> new Relu6());

  @Override
  public Value emit(Emission e, Value x) {
    return clip(e.g(), x, 0, 6);
  }
}
