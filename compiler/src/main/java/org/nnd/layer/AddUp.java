package org.nnd.layer;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** y = a + b + ...: what follows the branches of a residual block. */
public record AddUp() implements Layer {
  static final Entry<AddUp> ENTRY =
      Entry.of("add", "y = a + b + ...", a -> new AddUp()).taking(1, Integer.MAX_VALUE);

  private static final Arithmetic PLUS = Arithmetic.of(Arithmetic.Operator.ADD);

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType sum = in.get(0);
    for (TensorType next : in.subList(1, in.size())) {
      sum = PLUS.infer(List.of(sum, next)).get(0);
    }
    return List.of(sum);
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Value sum = in.get(0);
    for (Value next : in.subList(1, in.size())) {
      sum = PLUS.emit(e, List.of(sum, next)).get(0);
    }
    return List.of(sum);
  }
}
