package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = eˣ. */
public record Exp() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Exp.class, Sample.of(new Exp(), Sample.numbers(2, 3))).from(n -> n.as(new Exp()));

  public static Value exp(Builder g, Value x) {
    return g.apply(new Exp(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(mul(v.g(), v.dy(), v.y(0)));
  }
}
