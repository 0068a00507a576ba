package org.nnd.op;

import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/** True where x is no number. */
public record IsNaN() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(IsNaN.class, "gives true or false").from(n -> n.as(new IsNaN()));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).of(ElementType.BOOL));
  }
}
