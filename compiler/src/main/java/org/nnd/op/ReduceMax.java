package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The largest element over some axes; no axes means all. Equals share the gradient. */
public record ReduceMax(List<Integer> axes, boolean keep) implements Reduction {
  static final OpEntry ENTRY =
      OpEntry.of(
              ReduceMax.class,
              Sample.of(new ReduceMax(List.of(), false), Sample.numbers(2, 3)),
              Sample.of(new ReduceMax(List.of(0, 2), false), Sample.numbers(2, 3, 4)),
              Sample.of(new ReduceMax(List.of(1), true), Sample.numbers(2, 3)))
          .from(n -> Reduction.read(n, ReduceMax::new));

  public ReduceMax {
    axes = List.copyOf(axes);
  }

  public static Value reduceMax(Builder g, Value x, List<Integer> axes, boolean keep) {
    return g.apply(new ReduceMax(axes, keep), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(toChosen(v));
  }
}
