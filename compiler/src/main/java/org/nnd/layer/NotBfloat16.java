package org.nnd.layer;

import java.util.List;
import org.nnd.call.Refusal;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** A layer whose ONNX operator takes bfloat16 from opset 22 on only. */
interface NotBfloat16 extends OneToOne {
  @Override
  default List<TensorType> infer(List<TensorType> in) {
    check(in.get(0));
    return OneToOne.super.infer(in);
  }

  /** Refuses bfloat16. */
  static void check(TensorType x) {
    if (x.element() == ElementType.BFLOAT16) {
      throw new Refusal(
          "this can't take bfloat16 numbers in ONNX's opset 21, but the value is " + x.perExample(),
          "insert `-> cast(float)` before it");
    }
  }
}
