package org.nnd.op;

import static org.nnd.op.Exp.exp;
import static org.nnd.op.Greater.either;
import static org.nnd.op.Min.min;
import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x above 0, else alpha (e^(x / alpha) - 1): Barron, 2017. */
public record Celu(double alpha) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              Celu.class,
              Sample.of(new Celu(1), Sample.numbers(2, 3)).inFloat32(),
              Sample.of(new Celu(0.5), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Celu(n.number("alpha", 1))));

  @Override
  public Map<String, Object> attributes() {
    return Map.of("alpha", alpha);
  }

  /** Below 0 the slope is e^(x / alpha). */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value below = mul(g, min(g, x, g.constant(0, x)), g.constant(1 / alpha, x));
    return List.of(mul(g, v.dy(), either(g, x, g.constant(1, x), exp(g, below))));
  }
}
