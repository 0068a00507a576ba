package org.nnd.op;

import static org.nnd.op.Exp.exp;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = 2/√π ∫₀ˣ e^-t² dt, the error function. */
public record Erf() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Erf.class, Sample.of(new Erf(), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Erf()));

  public static Value erf(Builder g, Value x) {
    return g.apply(new Erf(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value bell = exp(g, neg(g, mul(g, v.x(0), v.x(0))));
    Value scale = g.constant(2 / Math.sqrt(Math.PI), bell);
    return List.of(mul(g, v.dy(), mul(g, bell, scale)));
  }
}
