package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Gather.gather;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y = x, and what is computed from y is not computed before another value is there: ONNX's Reshape
 * to the shape that x has, plus 0 times an element of the other.
 *
 * <p>No number is copied. No runtime takes y for x, for that it would have to know the other value.
 */
public record Late() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Late.class, "stands only in the backward pass");

  /** 0, as soon as a value is there. */
  static Value zero(Builder g, Value once) {
    Value flat = reshape(g, once, Shape.of(once.shape().elements()));
    Value first = gather(g, flat, g.constant(Tensor.scalar(0)));
    return mul(g, cast(g, first, ElementType.INT64), g.constant(Tensor.scalar(0)));
  }

  /**
   * @param zero from the value that is to be there before
   */
  static Value late(Builder g, Value x, Value zero) {
    return g.apply(new Late(), x, add(g, shapeOf(g, x), zero));
  }

  @Override
  public String name() {
    return "Reshape";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }
}
