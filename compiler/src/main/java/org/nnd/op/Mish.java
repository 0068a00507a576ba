package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sigmoid.sigmoid;
import static org.nnd.op.Softplus.softplus;
import static org.nnd.op.Sub.sub;
import static org.nnd.op.Tanh.tanh;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x tanh(ln(1 + eˣ)): Misra, 2019. */
public record Mish() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Mish.class, Sample.of(new Mish(), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Mish()));

  public static Value mish(Builder g, Value x) {
    return g.apply(new Mish(), x);
  }

  /** t + x (1 - t²) σ(x) with t = tanh(ln(1 + eˣ)). */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value t = tanh(g, softplus(g, x));
    Value inner = mul(g, mul(g, x, sigmoid(g, x)), sub(g, g.constant(1, x), mul(g, t, t)));
    return List.of(mul(g, v.dy(), add(g, t, inner)));
  }
}
