package org.nnd.op;

import static org.nnd.op.Cast.cast;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** y[..., j] = 1 where j = index[...], else 0: floats. */
public record OneHot(long classes) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(OneHot.class, "takes whole numbers").from(OneHot::read);

  /** Takes any whole numbers, other than ONNX Runtime's kernel. */
  public static Value oneHot(Builder g, long classes, Value indices) {
    return g.apply(new OneHot(classes), cast(g, indices, ElementType.INT64));
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<List<Long>> depth = n.longs(1);
    boolean last = n.integer("axis", -1) == -1 || n.integer("axis", -1) == n.shape(0).rank();
    if (depth.isEmpty() || !last) {
      return Optional.empty();
    }
    OneHot op = new OneHot(depth.get().get(0));
    boolean zeroAndOne = n.constant(2).equals(Optional.of(op.constants().get(1)));
    return zeroAndOne && n.type(0).element() == ElementType.INT64 ? n.as(op, 0) : Optional.empty();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape wide = in.get(0).shape().then(Shape.of(Dim.of(classes)));
    return List.of(new TensorType(ElementType.FLOAT, wide));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", -1L);
  }

  /** The depth, and the values off and on. */
  @Override
  public List<Tensor> constants() {
    return List.of(Tensor.scalar(classes), Tensor.of(ElementType.FLOAT, Shape.of(2), 0, 1));
  }
}
