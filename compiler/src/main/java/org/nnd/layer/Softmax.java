package org.nnd.layer;

import static org.nnd.op.Softmax.softmax;

import org.nnd.call.Entry;
import org.nnd.ir.Value;

/**
 * yᵢ = e^xᵢ / Σⱼ e^xⱼ along an axis.
 *
 * @param axis counted per example, from the end where negative
 */
public record Softmax(long axis) implements Distribution {
  static final Entry<Softmax> ENTRY =
      Entry.of("softmax", "yᵢ = e^xᵢ / Σⱼ e^xⱼ", a -> new Softmax(a.get(AXIS)), AXIS);

  @Override
  public Value emit(Emission e, Value x) {
    return softmax(e.g(), Axes.of(axis, x), x);
  }
}
