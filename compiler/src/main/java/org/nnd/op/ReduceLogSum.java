package org.nnd.op;

import static org.nnd.op.Exp.exp;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** log Σ x over some axes; no axes means all. */
public record ReduceLogSum(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceLogSum.class,
              Sample.of(new ReduceLogSum(List.of(), false), Sample.positive(2, 3)),
              Sample.of(new ReduceLogSum(List.of(0, 2), false), Sample.positive(2, 3, 4)),
              Sample.of(new ReduceLogSum(List.of(1), true), Sample.positive(2, 3)))
          .from(n -> Reduction.read(n, ReduceLogSum::new));

  public ReduceLogSum {
    axes = List.copyOf(axes);
  }

  /** 1 / Σ x = e^-y. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    return List.of(spread(g, mul(g, v.dy(), exp(g, neg(g, v.y(0)))), v.x(0)));
  }
}
