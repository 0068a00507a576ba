package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = sin x; its gradient is sin(x + π/2). */
public record Sin() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Sin.class, Sample.of(new Sin(), Sample.numbers(2, 3))).from(n -> n.as(new Sin()));

  public static Value sin(Builder g, Value x) {
    return g.apply(new Sin(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    return List.of(mul(g, v.dy(), sin(g, add(g, x, g.constant(Math.PI / 2, x)))));
  }
}
