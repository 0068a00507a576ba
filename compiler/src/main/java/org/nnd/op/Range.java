package org.nnd.op;

import static org.nnd.op.Reshape.reshape;

import java.util.List;
import java.util.stream.LongStream;
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
    Value count = g.apply(new Size(), x);
    Value zero = g.constant(Tensor.scalar(0));
    Value one = g.constant(Tensor.scalar(1));
    return g.apply(new Range(x.shape().elements()), zero, count, one);
  }

  /** 0, 1, ... along an axis of x: a constant if its length is known. */
  public static Value positions(Builder g, Value x, int axis) {
    Dim length = x.shape().dim(axis);
    if (length instanceof Dim.Known k) {
      return g.constant(Tensor.longs(LongStream.range(0, k.size()).toArray()));
    }
    Value count = reshape(g, g.apply(new ShapeOf(axis, axis + 1), x), Shape.SCALAR);
    Value zero = g.constant(Tensor.scalar(0));
    return g.apply(new Range(length), zero, count, g.constant(Tensor.scalar(1)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).shaped(Shape.of(length)));
  }
}
