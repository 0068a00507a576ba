package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Greater.step;
import static org.nnd.op.Mul.mul;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = x above 0, else alpha x; the gradient at 0 is alpha, as in PyTorch. */
public record LeakyRelu(double alpha) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(LeakyRelu.class, Sample.of(new LeakyRelu(0.2), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new LeakyRelu(n.number("alpha", 0.01))));

  public static Value leakyRelu(Builder g, double alpha, Value x) {
    return g.apply(new LeakyRelu(alpha), x);
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("alpha", alpha);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value rest = mul(g, step(g, x, g.constant(0, x)), g.constant(1 - alpha, x));
    return List.of(mul(g, v.dy(), add(g, rest, g.constant(alpha, x))));
  }
}
