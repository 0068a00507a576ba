package org.nnd.layer;

import java.util.List;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * A layer of several values that takes the first with the second, that with the third, and so on.
 */
interface Fold extends Layer {
  /** What is done with two. */
  Arithmetic each();

  @Override
  default List<TensorType> infer(List<TensorType> in) {
    TensorType all = in.get(0);
    for (TensorType next : in.subList(1, in.size())) {
      all = each().infer(List.of(all, next)).get(0);
    }
    return List.of(all);
  }

  @Override
  default List<Value> emit(Emission e, List<Value> in) {
    Value all = in.get(0);
    for (Value next : in.subList(1, in.size())) {
      all = each().emit(e, List.of(all, next)).get(0);
    }
    return List.of(all);
  }
}
