package org.nnd.op;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** y = (a ≥ b), true or false. Shapes broadcast as in NumPy. */
public record GreaterOrEqual() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(GreaterOrEqual.class, "gives true or false")
          .from(n -> n.as(new GreaterOrEqual()));

  public static Value greaterOrEqual(Builder g, Value a, Value b) {
    return g.apply(new GreaterOrEqual(), a, b);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(new Add().infer(in).get(0).of(ElementType.BOOL));
  }
}
