package org.nnd.op;

import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/** y = (a ≤ b), true or false. Shapes broadcast as in NumPy. */
public record LessOrEqual() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(LessOrEqual.class, "gives true or false")
          .from(n -> n.as(new LessOrEqual()));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(new Add().infer(in).get(0).of(ElementType.BOOL));
  }
}
