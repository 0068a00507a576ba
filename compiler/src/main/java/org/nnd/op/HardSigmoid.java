package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = alpha x + beta, at least 0 and at most 1. */
public record HardSigmoid(double alpha, double beta) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              HardSigmoid.class,
              Sample.of(new HardSigmoid(1.0 / 6, 0.5), Sample.numbers(2, 3)).inFloat32(),
              Sample.of(new HardSigmoid(3, 0.25), Sample.numbers(2, 3))
                  .inFloat32()
                  .labelled("with both ends"))
          .from(n -> n.as(new HardSigmoid(n.number("alpha", 0.2), n.number("beta", 0.5))));

  /** The slope of 1/6 that MobileNetV3 has, Howard and others, 2019. */
  public static Value hardSigmoid(Builder g, Value x) {
    return g.apply(new HardSigmoid(1.0 / 6, 0.5), x);
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("alpha", alpha, "beta", beta);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value y = v.y(0);
    Value inside = Clip.inside(g, y, g.constant(0, y), g.constant(1, y));
    return List.of(mul(g, v.dy(), mul(g, inside, g.constant(alpha, y))));
  }
}
