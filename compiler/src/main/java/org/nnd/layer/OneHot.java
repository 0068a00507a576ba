package org.nnd.layer;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y[..., j] = 1 where j = x[...], else 0.
 *
 * <p>x whole numbers from 0 to classes - 1, of any shape; y float with a last axis of classes. An
 * index outside gives zeros; ONNX Runtime counts negative ones from the end.
 */
public record OneHot(long classes) implements Layer, Indexed {
  private static final Argument<Long> CLASSES =
      Argument.required("classes", ArgumentType.whole(1), "how many indices there are");

  static final Entry<OneHot> ENTRY =
      Entry.of("one_hot", "y[j] = 1 where j = x, else 0", a -> new OneHot(a.get(CLASSES)), CLASSES);

  @Override
  public long indices() {
    return classes;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType x = in.get(0);
    Whole.check("one_hot", x);
    return List.of(new TensorType(ElementType.FLOAT, x.shape().then(Shape.of(Dim.of(classes)))));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    return List.of(org.nnd.op.OneHot.oneHot(e.g(), classes, in.get(0)));
  }
}
