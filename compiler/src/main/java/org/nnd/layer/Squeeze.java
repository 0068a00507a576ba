package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * x without axes of length 1.
 *
 * @param axis counted per example, from the end where negative; without it all of length 1 go
 */
public record Squeeze(Optional<Long> axis) implements OneToOne {
  private static final Argument<Long> AXIS =
      Argument.unset("axis", ArgumentType.whole(), "all of length 1", "the axis that goes");

  static final Entry<Squeeze> ENTRY =
      Entry.of("squeeze", "x without axes of length 1", a -> new Squeeze(a.find(AXIS)), AXIS);

  @Override
  public Shape shape(TensorType x) {
    List<Dim> left = new ArrayList<>(x.shape().dims());
    if (axis.isEmpty()) {
      left.removeIf(d -> d.is(1));
    } else if (!left.remove(Axes.at(axis.get(), x)).is(1)) {
      throw new Refusal(
          "squeeze can't take axis " + axis.get() + " out of " + x,
          "only an axis of length 1 can go; to pick one element of an axis write x[0]");
    }
    return new Shape(left);
  }

  @Override
  public Value emit(Emission e, Value x) {
    return reshape(e.g(), x, infer(List.of(x.type())).get(0).shape());
  }
}
