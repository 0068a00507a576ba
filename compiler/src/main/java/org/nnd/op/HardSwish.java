package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.HardSigmoid.hardSigmoid;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x h(x) with h(x) = x/6 + 1/2, at least 0 and at most 1. */
public record HardSwish() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              HardSwish.class,
              Sample.of(new HardSwish(), Sample.numbers(2, 3)).inFloat32(),
              Sample.of(new HardSwish(), Sample.between(-6, 6, 2, 3))
                  .inFloat32()
                  .labelled("with both ends"))
          .from(n -> n.as(new HardSwish()));

  public static Value hardSwish(Builder g, Value x) {
    return g.apply(new HardSwish(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value h = hardSigmoid(g, x);
    Value inside = Clip.inside(g, h, g.constant(0, h), g.constant(1, h));
    Value slope = mul(g, mul(g, x, inside), g.constant(1.0 / 6, h));
    return List.of(mul(g, v.dy(), add(g, h, slope)));
  }
}
