package org.nnd.op;

import static org.nnd.op.Exp.exp;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** yᵢ = xᵢ - ln Σⱼ e^xⱼ along an axis. */
public record LogSoftmax(int axis) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              LogSoftmax.class,
              Sample.of(new LogSoftmax(1), Sample.numbers(3, 4)),
              Sample.of(new LogSoftmax(1), Sample.numbers(2, 3, 2)))
          .from(n -> n.as(new LogSoftmax(n.axis("axis", -1))));

  public static Value logSoftmax(Builder g, int axis, Value x) {
    return g.apply(new LogSoftmax(axis), x);
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value sum = reduceSum(g, v.dy(), List.of(axis), true);
    return List.of(sub(g, v.dy(), mul(g, exp(g, v.y(0)), sum)));
  }
}
