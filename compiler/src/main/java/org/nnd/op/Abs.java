package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = |x|; the gradient at 0 is 0. */
public record Abs() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Abs.class, Sample.of(new Abs(), Sample.numbers(2, 3))).from(n -> n.as(new Abs()));

  public static Value abs(Builder g, Value x) {
    return g.apply(new Abs(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    return List.of(mul(g, v.dy(), g.apply(new Sign(), v.x(0))));
  }
}
