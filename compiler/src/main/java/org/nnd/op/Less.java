package org.nnd.op;

import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/** y = (a < b), true or false. Shapes broadcast as in NumPy. */
public record Less() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Less.class, "gives true or false").from(n -> n.as(new Less()));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(new Add().infer(in).get(0).of(ElementType.BOOL));
  }
}
