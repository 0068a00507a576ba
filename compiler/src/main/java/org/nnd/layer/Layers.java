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
              DepthwiseConv.ENTRY,
              ConvTranspose.ENTRY,
              MaxPool.ENTRY,
              AvgPool.ENTRY,
              BatchNorm.ENTRY,
              LayerNorm.ENTRY,
              RmsNorm.ENTRY,
              GroupNorm.ENTRY,
              InstanceNorm.ENTRY,
              LocalResponseNorm.ENTRY,
              Embedding.ENTRY,
              OneHot.ENTRY,
              PositionalEncoding.ENTRY,
              Gru.ENTRY,
              Flatten.ENTRY,
              Dropout.ENTRY,
              Relu.ENTRY,
              Sigmoid.ENTRY,
              Tanh.ENTRY,
              Softmax.ENTRY,
              Concat.ENTRY,
              AddUp.ENTRY,
              Cast.ENTRY,
              Identity.ENTRY));

  private Layers() {}
}
