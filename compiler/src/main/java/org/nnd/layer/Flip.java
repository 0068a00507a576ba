package org.nnd.layer;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * The elements along an axis in reverse order, as NumPy's x[::-1].
 *
 * @param axis counted per example, from the end where negative
 */
public record Flip(long axis) implements OneToOne {
  private static final Argument<Long> AXIS =
      Argument.optional("axis", ArgumentType.whole(), 0L, "the axis whose order is reversed");

  static final Entry<Flip> ENTRY =
      Entry.of(
          "flip", "the elements along an axis in reverse order", a -> new Flip(a.get(AXIS)), AXIS);

  @Override
  public Shape shape(TensorType x) {
    Axes.at(axis, x);
    return x.shape();
  }

  @Override
  public Value emit(Emission e, Value x) {
    return org.nnd.op.Flip.flip(e.g(), List.of(Axes.of(axis, x)), x);
  }
}
