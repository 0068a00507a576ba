package org.nnd.layer;

import static org.nnd.op.Expand.expandTo;
import static org.nnd.op.Reshape.reshape;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A vector again at every step of a sequence: what a decoder is shown of its encoder.
 *
 * <p>x [F] and the sequence sent along as {@code like} [T, ...] give [T, F].
 */
public record RepeatVector(boolean sent) implements Layer {
  static final Entry<RepeatVector> ENTRY =
      Entry.of(
              "repeat_vector",
              "a vector again at every step of a sequence",
              a -> new RepeatVector(a.sent("like")))
          .with("like");

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (!sent) {
      throw new Refusal(
          "repeat_vector needs a sequence whose steps it follows", "send one along: like=words");
    }
    TensorType x = in.get(0).perExample();
    Shape like = in.get(1).perExample().shape();
    if (x.shape().rank() != 1 || like.rank() == 0) {
      throw new Refusal(
          "repeat_vector expects a vector, and like= a sequence, but they are "
              + x
              + " and "
              + in.get(1).perExample());
    }
    return List.of(x.shaped(Shape.of(like.dim(0)).then(x.shape())).batch());
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value row = reshape(g, in.get(0), in.get(0).shape().insert(1, Dim.of(1)));
    Shape wide = row.shape().with(1, in.get(1).shape().dim(1));
    return List.of(expandTo(g, row, wide, in.get(1)));
  }
}
