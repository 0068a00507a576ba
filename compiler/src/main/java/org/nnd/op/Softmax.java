package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** yᵢ = e^xᵢ / Σⱼ e^xⱼ along an axis. */
public record Softmax(int axis) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              Softmax.class,
              Sample.of(new Softmax(1), Sample.numbers(3, 4)),
              Sample.of(new Softmax(1), Sample.numbers(2, 3, 2)))
          .from(n -> n.as(new Softmax(n.axis("axis", -1))));

  public static Value softmax(Builder g, int axis, Value x) {
    return g.apply(new Softmax(axis), x);
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value weighted = mul(g, v.dy(), v.y(0));
    Value sum = reduceSum(g, weighted, List.of(axis), true);
    return List.of(sub(g, weighted, mul(g, v.y(0), sum)));
  }
}
