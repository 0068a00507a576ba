package org.nnd.op;

import java.util.List;
import java.util.stream.IntStream;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * [N, C, H, W] into ONNX Runtime's blocked layout, [N, C / block, H, W, block], which it calls by
 * the same shape.
 *
 * <p>One of the operators that ONNX Runtime puts into models where weights are constant (source:
 * onnxruntime/core/graph/contrib_ops/nchwc_schema_defs.cc).
 */
public record ReorderInput() implements Op {
  static final String DOMAIN = "com.microsoft.nchwc";
  private static final int MOST = 16;
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ReorderInput.class, "stands for parts of a Conv only");

  static Value reorderInput(Builder g, Value x) {
    return g.apply(new ReorderInput(), x);
  }

  /**
   * The numbers from 0 on, [1, 16, 1, 2]: in the blocked layout the 1 comes behind the numbers of
   * the first block, which tells how long blocks are.
   */
  public static Tensor counted() {
    double[] numbers = IntStream.range(0, 2 * MOST).asDoubleStream().toArray();
    return Tensor.of(ElementType.FLOAT, Shape.of(1, MOST, 1, 2), numbers);
  }

  @Override
  public String domain() {
    return DOMAIN;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0));
  }
}
