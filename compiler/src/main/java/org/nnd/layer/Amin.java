package org.nnd.layer;

import static org.nnd.op.ReduceMin.reduceMin;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * y = the smallest x over all numbers of an example, or along some axes; equals share the gradient.
 */
public record Amin(Over over) implements Over.Layer {
  static final Entry<Amin> ENTRY = Over.entry("amin", "y = the smallest x", Amin::new);

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes, boolean keep) {
    return reduceMin(g, x, axes, keep);
  }
}
