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
              Gru.ENTRY,
              Lstm.ENTRY,
              Attention.ENTRY,
              MultiHeadAttention.ENTRY,
              AdditiveAttention.ENTRY,
              Flatten.ENTRY,
              Dropout.ENTRY,
              Relu.ENTRY,
              Sigmoid.ENTRY,
              Tanh.ENTRY,
              Softmax.ENTRY,
              Concat.ENTRY,
              AddUp.ENTRY,
              Identity.ENTRY,
              RepeatVector.ENTRY));

  private Layers() {}
}
