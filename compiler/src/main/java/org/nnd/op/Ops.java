package org.nnd.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Op;

/** Every op that a graph may hold. */
public final class Ops {
  public static final List<OpEntry> ALL =
      List.of(
          Abs.ENTRY,
          Add.ENTRY,
          And.ENTRY,
          ArgMax.ENTRY,
          AveragePool.ENTRY,
          BatchNormalization.ENTRY,
          BitShift.ENTRY,
          BitwiseXor.ENTRY,
          BlockedConv.ENTRY,
          Cast.ENTRY,
          Ceil.ENTRY,
          Celu.ENTRY,
          Clip.ENTRY,
          Col2Im.ENTRY,
          Concat.ENTRY,
          ConstantOfShape.ENTRY,
          Conv.ENTRY,
          ConvInput.ENTRY,
          ConvInteger.ENTRY,
          ConvTranspose.ENTRY,
          ConvWeights.ENTRY,
          Cos.ENTRY,
          CroppedConvTranspose.ENTRY,
          CumSum.ENTRY,
          DepthToSpace.ENTRY,
          DequantizeLinear.ENTRY,
          Div.ENTRY,
          DynamicQuantizeLinear.ENTRY,
          Einsum.ENTRY,
          Elu.ENTRY,
          Equal.ENTRY,
          Erf.ENTRY,
          Exp.ENTRY,
          Expand.ENTRY,
          Flatten.ENTRY,
          Flip.ENTRY,
          Floor.ENTRY,
          FoldedConv.ENTRY,
          Foreign.ENTRY,
          Formulation.ENTRY,
          Gather.ENTRY,
          GatherElements.ENTRY,
          GatherNd.ENTRY,
          Gelu.ENTRY,
          Gemm.ENTRY,
          GlobalAveragePool.ENTRY,
          GlobalMaxPool.ENTRY,
          Greater.ENTRY,
          GreaterOrEqual.ENTRY,
          GroupNormalization.ENTRY,
          Gru.ENTRY,
          HardSigmoid.ENTRY,
          HardSwish.ENTRY,
          Identity.ENTRY,
          InstanceNormalization.ENTRY,
          IsNaN.ENTRY,
          Late.ENTRY,
          LayerNormalization.ENTRY,
          LeakyRelu.ENTRY,
          Less.ENTRY,
          LessOrEqual.ENTRY,
          Log.ENTRY,
          LogSoftmax.ENTRY,
          LpNormalization.ENTRY,
          Lrn.ENTRY,
          Lstm.ENTRY,
          MatMul.ENTRY,
          MatMulInteger.ENTRY,
          Max.ENTRY,
          MaxPool.ENTRY,
          Mean.ENTRY,
          Min.ENTRY,
          Mish.ENTRY,
          Mod.ENTRY,
          Mul.ENTRY,
          NchwcConv.ENTRY,
          NchwcMean.ENTRY,
          Neg.ENTRY,
          Not.ENTRY,
          OneHot.ENTRY,
          Or.ENTRY,
          PRelu.ENTRY,
          Pad.ENTRY,
          Pow.ENTRY,
          QuantizeLinear.ENTRY,
          Range.ENTRY,
          Reciprocal.ENTRY,
          ReduceL1.ENTRY,
          ReduceL2.ENTRY,
          ReduceLogSum.ENTRY,
          ReduceLogSumExp.ENTRY,
          ReduceMax.ENTRY,
          ReduceMean.ENTRY,
          ReduceMin.ENTRY,
          ReduceProd.ENTRY,
          ReduceSum.ENTRY,
          ReduceSumSquare.ENTRY,
          Relu.ENTRY,
          ReorderInput.ENTRY,
          ReorderOutput.ENTRY,
          Reshape.ENTRY,
          Resize.ENTRY,
          Rnn.ENTRY,
          Round.ENTRY,
          Scan.ENTRY,
          ScatterElements.ENTRY,
          ScatterNd.ENTRY,
          Selu.ENTRY,
          ShapeOf.ENTRY,
          SharedSum.ENTRY,
          Shifted.ENTRY,
          Shrink.ENTRY,
          Sigmoid.ENTRY,
          Sign.ENTRY,
          Sin.ENTRY,
          Size.ENTRY,
          Slice.ENTRY,
          Slices.ENTRY,
          Softmax.ENTRY,
          SoftmaxCrossEntropyLoss.ENTRY,
          Softplus.ENTRY,
          Softsign.ENTRY,
          SpaceToDepth.ENTRY,
          Split.ENTRY,
          SpreadColumns.ENTRY,
          Sqrt.ENTRY,
          Squeeze.ENTRY,
          Standardize.ENTRY,
          Sub.ENTRY,
          Sum.ENTRY,
          TabulatedXor.ENTRY,
          Tanh.ENTRY,
          ThresholdedRelu.ENTRY,
          Tile.ENTRY,
          TopK.ENTRY,
          Transpose.ENTRY,
          Trilu.ENTRY,
          TurnedConv.ENTRY,
          Unsqueeze.ENTRY,
          Upsample.ENTRY,
          Where.ENTRY,
          Widened.ENTRY,
          Xor.ENTRY);

  private static final Map<String, List<OnnxNode.Rule>> RULES = new HashMap<>();

  static {
    for (OpEntry entry : ALL) {
      entry
          .rules()
          .forEach((name, rule) -> RULES.computeIfAbsent(name, k -> new ArrayList<>()).add(rule));
    }
  }

  private Ops() {}

  /** What ops say about the nodes of an operator of ONNX. */
  public static List<OnnxNode.Rule> rules(String operator) {
    return Collections.unmodifiableList(RULES.getOrDefault(operator, List.of()));
  }

  /** Whether gradients come through an op. */
  public static boolean isDifferentiable(Op op) {
    return ALL.stream().anyMatch(e -> e.type() == op.getClass() && !e.samples().isEmpty());
  }
}
