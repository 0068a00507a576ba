package org.nnd.op;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;

/**
 * y = (a - a's zero point) (b - b's zero point), matrices of 8-bit numbers, with sums of 32 bits.
 *
 * <p>a, b, and their zero points; b's may have one for each column.
 */
public record MatMulInteger() implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(MatMulInteger.class, "gives whole numbers")
          .from(n -> n.has(2) || !n.has(3) ? n.as(new MatMulInteger()) : Optional.empty());

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(new MatMul().infer(in.subList(0, 2)).get(0).of(ElementType.INT32));
  }
}
