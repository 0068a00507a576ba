package org.nnd.op;

import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceL1.reduceL1;
import static org.nnd.op.ReduceL2.reduceL2;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = x / ‖x‖ along an axis.
 *
 * @param p 1 for the sum of absolute values, 2 for the square root of the sum of squares
 */
public record LpNormalization(int axis, long p) implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(
              LpNormalization.class,
              Sample.of(new LpNormalization(1, 2), Sample.numbers(2, 3)),
              Sample.of(new LpNormalization(0, 1), Sample.numbers(2, 3)))
          .from(n -> n.as(new LpNormalization(n.axis("axis", -1), n.integer("p", 2))));

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis, "p", p);
  }

  /** (dy - n Σ dy y) / ‖x‖, where n is the norm's slope: y, or x's sign. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    List<Integer> along = List.of(axis);
    Value norm = p == 1 ? reduceL1(g, x, along, true) : reduceL2(g, x, along, true);
    Value slope = p == 1 ? g.apply(new Sign(), x) : v.y(0);
    Value sum = reduceSum(g, mul(g, v.dy(), v.y(0)), along, true);
    return List.of(div(g, sub(g, v.dy(), mul(g, slope, sum)), norm));
  }
}
