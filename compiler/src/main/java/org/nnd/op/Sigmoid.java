package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = 1 / (1 + e⁻ˣ). */
public record Sigmoid() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Sigmoid.class, Sample.of(new Sigmoid(), Sample.numbers(2, 3)))
          .from(n -> n.as(new Sigmoid()));

  public static Value sigmoid(Builder g, Value x) {
    return g.apply(new Sigmoid(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value slope = mul(g, v.y(0), sub(g, g.constant(1, v.y(0)), v.y(0)));
    return List.of(mul(g, v.dy(), slope));
  }
}
