package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = tanh x. */
public record Tanh() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Tanh.class, Sample.of(new Tanh(), Sample.numbers(2, 3)))
          .from(n -> n.as(new Tanh()));

  public static Value tanh(Builder g, Value x) {
    return g.apply(new Tanh(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value slope = sub(g, g.constant(1, v.y(0)), mul(g, v.y(0), v.y(0)));
    return List.of(mul(g, v.dy(), slope));
  }
}
