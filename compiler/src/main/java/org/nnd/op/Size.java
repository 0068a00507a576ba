package org.nnd.op;

import static org.nnd.op.Cast.cast;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** The number of x's elements, as a whole number. */
public record Size() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Size.class, "gives a whole number").from(n -> n.as(new Size()));

  /** The number of elements in the element type given: a constant if it is known. */
  public static Value size(Builder g, Value x, ElementType as) {
    return x.shape().size().isPresent()
        ? g.constant(Tensor.scalar(as, (double) x.shape().size().getAsLong()))
        : cast(g, g.apply(new Size(), x), as);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(TensorType.scalar(ElementType.INT64));
  }
}
