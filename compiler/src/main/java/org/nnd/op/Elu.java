package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Greater.either;
import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x above 0, else alpha (eˣ - 1). */
public record Elu(double alpha) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              Elu.class,
              Sample.of(new Elu(1), Sample.numbers(2, 3)).inFloat32(),
              Sample.of(new Elu(0.5), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Elu(n.number("alpha", 1))));

  public static Value elu(Builder g, double alpha, Value x) {
    return g.apply(new Elu(alpha), x);
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("alpha", alpha);
  }

  /** Below 0 the slope is alpha eˣ = y + alpha. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value y = v.y(0);
    Value below = add(g, y, g.constant(alpha, y));
    return List.of(mul(g, v.dy(), either(g, v.x(0), g.constant(1, y), below)));
  }
}
