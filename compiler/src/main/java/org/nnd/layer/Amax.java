package org.nnd.layer;

import static org.nnd.op.ReduceMax.reduceMax;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * y = the largest x over all numbers of an example, or along some axes; equals share the gradient.
 */
public record Amax(Over over) implements Over.Layer {
  static final Entry<Amax> ENTRY = Over.entry("amax", "y = the largest x", Amax::new);

  @Override
  public Value reduce(Builder g, Value x, List<Integer> axes, boolean keep) {
    return reduceMax(g, x, axes, keep);
  }
}
