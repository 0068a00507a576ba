package org.nnd.layer;

import java.util.List;
import org.nnd.call.Catalogue;

/** Every layer that a text can name. */
public final class Layers {
  public static final Catalogue<Layer> ALL =
      new Catalogue<Layer>(
          List.of(
              Dense.ENTRY,
              Conv.ENTRY,
              MaxPool.ENTRY,
              AvgPool.ENTRY,
              Rnn.ENTRY,
              GlobalAvgPool.ENTRY,
              GlobalMaxPool.ENTRY,
              AdaptiveAvgPool.ENTRY,
              AdaptiveMaxPool.ENTRY,
              Upsample.ENTRY,
              Gru.ENTRY,
              Lstm.ENTRY,
              Attention.ENTRY,
              MultiHeadAttention.ENTRY,
              AdditiveAttention.ENTRY,
              Flatten.ENTRY,
              Reshape.ENTRY,
              Permute.ENTRY,
              Squeeze.ENTRY,
              Unsqueeze.ENTRY,
              Pad.ENTRY,
              Slice.ENTRY,
              Split.ENTRY,
              Dropout.ENTRY,
              Relu.ENTRY,
              Sigmoid.ENTRY,
              Tanh.ENTRY,
              LeakyRelu.ENTRY,
              Prelu.ENTRY,
              Elu.ENTRY,
              Selu.ENTRY,
              Gelu.ENTRY,
              Silu.ENTRY,
              Mish.ENTRY,
              Relu6.ENTRY,
              HardSigmoid.ENTRY,
              HardSwish.ENTRY,
              Softplus.ENTRY,
              Softmax.ENTRY,
              LogSoftmax.ENTRY,
              Exp.ENTRY,
              Log.ENTRY,
              Sqrt.ENTRY,
              Square.ENTRY,
              Abs.ENTRY,
              Mean.ENTRY,
              Sum.ENTRY,
              Amax.ENTRY,
              Amin.ENTRY,
              L1.ENTRY,
              L2.ENTRY,
              Concat.ENTRY,
              AddUp.ENTRY,
              Identity.ENTRY,
              RepeatVector.ENTRY,
              Maximum.ENTRY,
              Minimum.ENTRY));

  private Layers() {}
}
