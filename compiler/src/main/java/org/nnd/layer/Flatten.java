package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** All numbers of an example in one row, the last axis varying fastest. */
public record Flatten() implements OneToOne {
  static final Entry<Flatten> ENTRY =
      Entry.of("flatten", "all numbers of an example in one row", a -> new Flatten());

  @Override
  public Shape shape(TensorType x) {
    if (x.shape().size().isEmpty()) {
      throw new Refusal(
          "flatten needs every length to be known, but this value is " + x,
          "give the free axes a fixed length, or bring them to one vector first");
    }
    return Shape.of(x.shape().elements());
  }

  @Override
  public Value emit(Emission e, Value x) {
    return reshape(e.g(), x, infer(List.of(x.type())).get(0).shape());
  }
}
