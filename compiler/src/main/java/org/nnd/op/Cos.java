package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;
import static org.nnd.op.Sin.sin;

import java.util.List;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = cos x. */
public record Cos() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Cos.class, Sample.of(new Cos(), Sample.numbers(2, 3))).from(n -> n.as(new Cos()));

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(mul(v.g(), v.dy(), neg(v.g(), sin(v.g(), v.x(0)))));
  }
}
