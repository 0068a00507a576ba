package org.nnd.op;

import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * x as whole numbers from 0 to 255, with the scale and the zero point that x itself asks for: its
 * least and its greatest number, and 0, are among them.
 */
public record DynamicQuantizeLinear() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(DynamicQuantizeLinear.class, "gives whole numbers")
          .from(n -> n.as(new DynamicQuantizeLinear()));

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(
        in.get(0).of(ElementType.UINT8),
        TensorType.scalar(ElementType.FLOAT),
        TensorType.scalar(ElementType.UINT8));
  }

  @Override
  public int requiredOutputs() {
    return 3;
  }
}
