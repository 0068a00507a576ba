package org.nnd.examples;

import static org.nnd.build.Layers.batchNorm;
import static org.nnd.build.Layers.conv;
import static org.nnd.build.Layers.dense;
import static org.nnd.build.Layers.globalAvgPool;
import static org.nnd.build.Layers.maxPool;
import static org.nnd.build.Layers.relu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nnd.Compiler;
import org.nnd.build.Block;
import org.nnd.build.Model;
import org.nnd.build.Tensor;
import org.nnd.onnx.OnnxModel;
import org.nnd.train.Experiment;

/**
 * ResNet-18 (He and others, 2015) built in Java: the network of {@code textbook/resnet18.nnd}, with
 * the same names and the same bytes.
 */
public final class ResNet18 {
  private ResNet18() {}

  private static Block residual(long channels, long stride) {
    return Block.named(
        "residual",
        x -> {
          Tensor body =
              x.to(conv(channels, 3).stride(stride).padding(1))
                  .to(batchNorm())
                  .to(relu())
                  .to(conv(channels, 3).padding(1))
                  .to(batchNorm());
          boolean same = x.channels() == channels;
          Tensor skip = same ? x : x.to(conv(channels, 1).stride(stride));
          return body.plus(skip).to(relu());
        });
  }

  /** The network for so many classes. */
  public static Experiment of(long classes) {
    Model m = Model.named("ResNet18");
    Tensor x =
        m.input("image", 1, 96, 96)
            .to(conv(64, 7).stride(2).padding(3))
            .to(batchNorm())
            .to(relu())
            .to(maxPool(3).stride(2).padding(1));
    for (long channels : new long[] {64, 128, 256, 512}) {
      x = x.to(residual(channels, channels == 64 ? 1 : 2)).to(residual(channels, 1));
    }
    m.output("logits", x.to(globalAvgPool()).to(dense(classes)));
    return m.build();
  }

  /** Writes {@code resnet18.onnx} into the folder given. */
  public static void main(String[] folder) throws IOException {
    Experiment resnet = of(10);
    OnnxModel predicts = Compiler.inference(resnet, resnet.network().initial(1), Map.of());
    predicts.write(Path.of(folder[0], "resnet18.onnx"));
  }
}
