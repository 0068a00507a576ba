package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x: another name for a value. */
public record Identity() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Identity.class, Sample.of(new Identity(), Sample.numbers(2, 3)));

  public static Value identity(Builder g, Value x) {
    return g.apply(new Identity(), x);
  }

  @Override
  public boolean isIdentity(List<TensorType> in) {
    return true;
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(v.dy());
  }
}
