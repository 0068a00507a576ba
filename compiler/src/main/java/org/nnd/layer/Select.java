package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Slice.END;
import static org.nnd.op.Slice.slice;

import java.util.List;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * One element of an axis, which goes: x[index].
 *
 * <p>A free axis is taken to be long enough.
 *
 * @param index counted from the end where negative
 * @param axis counted per example
 */
public record Select(long index, int axis) implements OneToOne {
  /** What taking elements by their places is called, one or several. */
  public static final String KIND = "pick";

  @Override
  public Shape shape(TensorType x) {
    if (x.shape().dim(axis) instanceof Dim.Known k && (index < -k.size() || index >= k.size())) {
      throw new Refusal(
          "there is no element " + index + " in axis " + axis + " of " + x,
          "elements count from 0 to " + (k.size() - 1) + ", or from the end with -1");
    }
    return x.shape().slice(0, axis).then(x.shape().from(axis + 1));
  }

  @Override
  public Value emit(Emission e, Value x) {
    int at = Axes.first(x) + axis;
    Value one = slice(e.g(), at, index, index == -1 ? END : index + 1, Dim.of(1), x);
    return reshape(e.g(), one, infer(List.of(x.type())).get(0).shape());
  }
}
