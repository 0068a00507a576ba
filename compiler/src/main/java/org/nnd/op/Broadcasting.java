package org.nnd.op;

import java.util.List;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/** An op of two inputs of one element type whose shapes broadcast. */
interface Broadcasting extends Op {
  @Override
  default List<TensorType> infer(List<TensorType> in) {
    TensorType a = in.get(0);
    TensorType b = in.get(1);
    if (a.element() != b.element()) {
      throw new IllegalArgumentException(name() + " of " + a + " and " + b);
    }
    return List.of(a.shaped(a.shape().broadcast(b.shape())));
  }
}
