package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** Σ x² over some axes; no axes means all. */
public record ReduceSumSquare(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceSumSquare.class,
              Sample.of(new ReduceSumSquare(List.of(), false), Sample.numbers(2, 3)),
              Sample.of(new ReduceSumSquare(List.of(0, 2), false), Sample.numbers(2, 3, 4)),
              Sample.of(new ReduceSumSquare(List.of(1), true), Sample.numbers(2, 3)))
          .from(n -> Reduction.read(n, ReduceSumSquare::new));

  public ReduceSumSquare {
    axes = List.copyOf(axes);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value twice = mul(g, v.dy(), g.constant(2, v.dy()));
    return List.of(mul(g, spread(g, twice, v.x(0)), v.x(0)));
  }
}
