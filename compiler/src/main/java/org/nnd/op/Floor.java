package org.nnd.op;

import java.util.List;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = ⌊x⌋; its slope is 0. */
public record Floor() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Floor.class, Sample.of(new Floor(), Sample.between(-2, 2, 2, 3)))
          .from(n -> n.as(new Floor()));

  @Override
  public List<Value> vjp(Vjp v) {
    return Gradients.NONE;
  }
}
