package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The sum over some axes; no axes means all. Axes that are kept have length 1. */
public record ReduceSum(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceSum.class,
              Sample.of(new ReduceSum(List.of(), false), Sample.numbers(2, 3)),
              Sample.of(new ReduceSum(List.of(0, 2), false), Sample.numbers(2, 3, 4)),
              Sample.of(new ReduceSum(List.of(1), true), Sample.numbers(2, 3)))
          .from(n -> Reduction.read(n, ReduceSum::new));

  public ReduceSum {
    axes = List.copyOf(axes);
  }

  public static Value reduceSum(Builder g, Value x, List<Integer> axes, boolean keep) {
    return g.apply(new ReduceSum(axes, keep), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(spread(v.g(), v.dy(), v.x(0)));
  }
}
