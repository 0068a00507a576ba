package org.nnd.layer;

import static org.nnd.op.ReduceSum.reduceSum;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** y = Σ x over all numbers of an example, or along some axes. */
public record Sum(Over over) implements Over.Layer {
  static final Entry<Sum> ENTRY = Over.entry("sum", "y = Σ x", Sum::new);

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes, boolean keep) {
    return reduceSum(g, x, axes, keep);
  }
}
