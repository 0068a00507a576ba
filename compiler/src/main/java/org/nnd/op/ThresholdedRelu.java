package org.nnd.op;

import static org.nnd.op.Greater.step;
import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x above alpha, else 0. */
public record ThresholdedRelu(double alpha) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              ThresholdedRelu.class,
              Sample.of(new ThresholdedRelu(0.3), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new ThresholdedRelu(n.number("alpha", 1))));

  @Override
  public Map<String, Object> attributes() {
    return Map.of("alpha", alpha);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    return List.of(mul(g, v.dy(), step(g, v.x(0), g.constant(alpha, v.x(0)))));
  }
}
