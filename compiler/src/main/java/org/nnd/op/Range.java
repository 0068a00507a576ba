package org.nnd.op;

import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** start, start + delta, ... up to but without limit. */
public record Range(Dim length) implements Op {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(Range.class, "gives whole numbers");

  /** 0, 1, ... for each element of x. */
  public static Value indices(Builder g, Value x) {
    return range(g, x.shape().elements(), g.apply(new Size(), x));
  }

  /** 0, 1, ... for each place along an axis of x. */
  public static Value upTo(Builder g, Value x, int axis) {
    Value length = reshape(g, shapeOf(g, x, axis, axis + 1), Shape.SCALAR);
    return range(g, x.shape().dim(axis), length);
  }

  private static Value range(Builder g, Dim length, Value count) {
    Value zero = g.constant(Tensor.scalar(0));
    return g.apply(new Range(length), zero, count, g.constant(Tensor.scalar(1)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).shaped(Shape.of(length)));
  }
}
