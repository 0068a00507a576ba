package org.nnd.layer;

import static org.nnd.op.ReduceL1.reduceL1;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** y = Σ |x| over all numbers of an example, or along some axes. */
public record L1(Over over) implements Over.Layer {
  static final Entry<L1> ENTRY = Over.entry("l1", "y = Σ |x|", L1::new);

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes, boolean keep) {
    return reduceL1(g, x, axes, keep);
  }
}
