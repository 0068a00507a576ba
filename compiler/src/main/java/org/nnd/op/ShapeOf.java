package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** The lengths of x's axes from {@code start} to {@code end}, as whole numbers: ONNX's Shape. */
public record ShapeOf(int start, int end) implements Op {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(ShapeOf.class, "gives whole numbers");

  /** All lengths: a constant if they are known. */
  public static Value shapeOf(Builder g, Value x) {
    return shapeOf(g, x, 0, x.shape().rank());
  }

  /** The lengths of some axes: a constant if they are known. */
  static Value shapeOf(Builder g, Value x, int start, int end) {
    Shape part = x.shape().slice(start, end);
    return part.size().isPresent()
        ? g.constant(Tensor.longs(part.sizes()))
        : g.apply(new ShapeOf(start, end), x);
  }

  @Override
  public String name() {
    return "Shape";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(TensorType.of(ElementType.INT64, end - start));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("start", (long) start, "end", (long) end);
  }
}
