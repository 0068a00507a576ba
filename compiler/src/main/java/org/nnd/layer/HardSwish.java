package org.nnd.layer;

import static org.nnd.op.HardSwish.hardSwish;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/** y = x hard_sigmoid(x): Howard and others, 2019. */
public record HardSwish() implements Elementwise {
  static final Entry<HardSwish> ENTRY =
      Entry.of("hard_swish", "y = x hard_sigmoid(x)", a -> new HardSwish());

  @Override
  public Value emit(Emission e, Value x) {
    return hardSwish(e.g(), x);
  }
}
