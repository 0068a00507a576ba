package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * x with a new axis of length 1.
 *
 * @param axis where it stands in the result, per example, from the end where negative
 */
public record Unsqueeze(long axis) implements OneToOne {
  private static final Argument<Long> AXIS =
      Argument.required("axis", ArgumentType.whole(), "where it stands; -1 is behind all others");

  static final Entry<Unsqueeze> ENTRY =
      Entry.of("unsqueeze", "x with a new axis of length 1", a -> new Unsqueeze(a.get(AXIS)), AXIS);

  @Override
  public Shape shape(TensorType x) {
    long at = axis < 0 ? axis + x.shape().rank() + 1 : axis;
    if (at < 0 || at > x.shape().rank()) {
      throw new Refusal(
          "unsqueeze can't put an axis " + axis + " into " + x,
          "it can stand from 0 to " + x.shape().rank() + ", or from the end with -1");
    }
    return x.shape().insert((int) at, Dim.of(1));
  }

  @Override
  public Value emit(Emission e, Value x) {
    return reshape(e.g(), x, infer(List.of(x.type())).get(0).shape());
  }
}
