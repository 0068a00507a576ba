package org.nnd.layer;

import static org.nnd.op.ReduceL2.reduceL2;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** y = √Σ x² over all numbers of an example, or along some axes; its gradient at 0 is 0. */
public record L2(Over over) implements Over.Layer {
  static final Entry<L2> ENTRY = Over.entry("l2", "y = √Σ x²", L2::new);

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes, boolean keep) {
    return reduceL2(g, x, axes, keep);
  }
}
