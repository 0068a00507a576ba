package org.nnd.op;

import static org.nnd.op.Abs.abs;
import static org.nnd.op.Greater.step;
import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x - bias above lambd, x + bias below -lambd, else 0. */
public record Shrink(double lambd, double bias) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Shrink.class, Sample.of(new Shrink(0.33, 0.1), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Shrink(n.number("lambd", 0.5), n.number("bias", 0))));

  @Override
  public Map<String, Object> attributes() {
    return Map.of("lambd", lambd, "bias", bias);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    return List.of(mul(g, v.dy(), step(g, abs(g, x), g.constant(lambd, x))));
  }
}
