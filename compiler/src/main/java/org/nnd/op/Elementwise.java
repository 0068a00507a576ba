package org.nnd.op;

import java.util.List;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/** An op of one input whose output has the input's type. */
interface Elementwise extends Op {
  @Override
  default List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }
}
