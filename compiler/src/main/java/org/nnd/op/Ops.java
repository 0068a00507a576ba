package org.nnd.op;

import java.util.List;

/** Every op that a graph may hold. */
public final class Ops {
  public static final List<OpEntry> ALL =
      List.of(
          Abs.ENTRY,
          Add.ENTRY,
          ArgMax.ENTRY,
          AveragePool.ENTRY,
          BitShift.ENTRY,
          BitwiseXor.ENTRY,
          Cast.ENTRY,
          Col2Im.ENTRY,
          Concat.ENTRY,
          Conv.ENTRY,
          Div.ENTRY,
          Equal.ENTRY,
          Exp.ENTRY,
          Expand.ENTRY,
          Flip.ENTRY,
          GatherElements.ENTRY,
          Gemm.ENTRY,
          Greater.ENTRY,
          GreaterOrEqual.ENTRY,
          Gru.ENTRY,
          Identity.ENTRY,
          Log.ENTRY,
          MatMul.ENTRY,
          MaxPool.ENTRY,
          Mul.ENTRY,
          Neg.ENTRY,
          Pow.ENTRY,
          Range.ENTRY,
          ReduceMean.ENTRY,
          ReduceSum.ENTRY,
          Relu.ENTRY,
          Reshape.ENTRY,
          Scan.ENTRY,
          ScatterElements.ENTRY,
          ShapeOf.ENTRY,
          Sigmoid.ENTRY,
          Sign.ENTRY,
          Size.ENTRY,
          Softmax.ENTRY,
          SoftmaxCrossEntropyLoss.ENTRY,
          Split.ENTRY,
          Sqrt.ENTRY,
          Sub.ENTRY,
          Tanh.ENTRY,
          TopK.ENTRY,
          Transpose.ENTRY,
          Upsample.ENTRY);

  private Ops() {}
}
