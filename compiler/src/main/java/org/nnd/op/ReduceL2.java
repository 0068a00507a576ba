package org.nnd.op;

import static org.nnd.op.Div.div;
import static org.nnd.op.Max.max;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** √Σ x² over some axes; no axes means all. The gradient at 0 is 0, as in PyTorch. */
public record ReduceL2(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceL2.class,
              Sample.of(new ReduceL2(List.of(), false), Sample.numbers(2, 3)),
              Sample.of(new ReduceL2(List.of(0, 2), false), Sample.numbers(2, 3, 4)),
              Sample.of(new ReduceL2(List.of(1), true), Sample.numbers(2, 3)))
          .from(n -> Reduction.read(n, ReduceL2::new));

  public ReduceL2 {
    axes = List.copyOf(axes);
  }

  public static Value reduceL2(Builder g, Value x, List<Integer> axes, boolean keep) {
    return g.apply(new ReduceL2(axes, keep), x);
  }

  /** x / y; where y is 0, x is too. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value length = max(g, v.y(0), g.constant(Float.MIN_NORMAL, v.y(0)));
    return List.of(mul(g, spread(g, div(g, v.dy(), length), v.x(0)), v.x(0)));
  }
}
