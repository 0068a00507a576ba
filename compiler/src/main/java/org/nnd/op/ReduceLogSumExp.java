package org.nnd.op;

import static org.nnd.op.Exp.exp;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** log Σ eˣ over some axes; no axes means all. */
public record ReduceLogSumExp(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceLogSumExp.class,
              Sample.of(new ReduceLogSumExp(List.of(), false), Sample.numbers(2, 3)),
              Sample.of(new ReduceLogSumExp(List.of(0, 2), false), Sample.numbers(2, 3, 4)),
              Sample.of(new ReduceLogSumExp(List.of(1), true), Sample.numbers(2, 3)))
          .from(n -> Reduction.read(n, ReduceLogSumExp::new));

  public ReduceLogSumExp {
    axes = List.copyOf(axes);
  }

  /** eˣ / Σ eˣ = e^(x - y). */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value shares = exp(g, sub(g, x, spread(g, v.y(0), x)));
    return List.of(mul(g, spread(g, v.dy(), x), shares));
  }
}
