package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = -x. */
public record Neg() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Neg.class, Sample.of(new Neg(), Sample.numbers(2, 3))).from(n -> n.as(new Neg()));

  public static Value neg(Builder g, Value x) {
    return g.apply(new Neg(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(neg(v.g(), v.dy()));
  }
}
