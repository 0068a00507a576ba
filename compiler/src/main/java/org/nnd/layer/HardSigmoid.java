package org.nnd.layer;

import static org.nnd.op.HardSigmoid.hardSigmoid;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x/6 + 1/2, at least 0 and at most 1, as in PyTorch. */
public record HardSigmoid() implements Elementwise {
  static final Entry<HardSigmoid> ENTRY =
      Entry.of("hard_sigmoid", "y = x/6 + 1/2, from 0 to 1", a -> new HardSigmoid());

  @Override
  public Value emit(Emission e, Value x) {
    return hardSigmoid(e.g(), x);
  }
}
