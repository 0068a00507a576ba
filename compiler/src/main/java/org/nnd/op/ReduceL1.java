package org.nnd.op;

import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** Σ |x| over some axes; no axes means all. */
public record ReduceL1(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceL1.class,
              Sample.of(new ReduceL1(List.of(), false), Sample.numbers(2, 3)),
              Sample.of(new ReduceL1(List.of(0, 2), false), Sample.numbers(2, 3, 4)),
              Sample.of(new ReduceL1(List.of(1), true), Sample.numbers(2, 3)))
          .from(n -> Reduction.read(n, ReduceL1::new));

  public ReduceL1 {
    axes = List.copyOf(axes);
  }

  public static Value reduceL1(Builder g, Value x, List<Integer> axes, boolean keep) {
    return g.apply(new ReduceL1(axes, keep), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    return List.of(mul(g, spread(g, v.dy(), v.x(0)), g.apply(new Sign(), v.x(0))));
  }
}
