package org.nnd.layer;

import static org.nnd.op.ReduceMean.reduceMean;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** y = Σ x / n over all numbers of an example, or along some axes. */
public record Mean(Over over) implements Over.Layer {
  static final Entry<Mean> ENTRY = Over.entry("mean", "y = Σ x / n", Mean::new);

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes, boolean keep) {
    return reduceMean(g, x, axes, keep);
  }
}
