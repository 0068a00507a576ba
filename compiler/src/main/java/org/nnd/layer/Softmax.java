package org.nnd.layer;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * yᵢ = e^xᵢ / Σⱼ e^xⱼ along an axis.
 *
 * @param axis counted per example, from the end where negative
 */
public record Softmax(long axis) implements OneToOne {
  private static final Argument<Long> AXIS =
      Argument.optional("axis", ArgumentType.whole(), -1L, "the axis whose numbers sum to 1");

  static final Entry<Softmax> ENTRY =
      Entry.of("softmax", "yᵢ = e^xᵢ / Σⱼ e^xⱼ", a -> new Softmax(a.get(AXIS)), AXIS);

  @Override
  public Shape shape(TensorType x) {
    Axes.at(axis, x);
    return x.shape();
  }

  @Override
  public Value emit(Emission e, Value x) {
    int at = Axes.at(axis, x.type().perExample());
    return org.nnd.op.Softmax.softmax(e.g(), x.type().batched() ? at + 1 : at, x);
  }
}
