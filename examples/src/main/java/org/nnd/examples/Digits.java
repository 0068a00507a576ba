package org.nnd.examples;

import static org.nnd.build.DataSources.csv;
import static org.nnd.build.Layers.conv;
import static org.nnd.build.Layers.dense;
import static org.nnd.build.Layers.dropout;
import static org.nnd.build.Layers.flatten;
import static org.nnd.build.Layers.maxPool;
import static org.nnd.build.Layers.relu;
import static org.nnd.build.Losses.crossEntropy;
import static org.nnd.build.Metrics.accuracy;
import static org.nnd.build.Optimizers.adam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nnd.Compiler;
import org.nnd.build.Layers.Padding;
import org.nnd.build.Model;
import org.nnd.build.Tensor;
import org.nnd.build.Train;
import org.nnd.runtime.Data;
import org.nnd.runtime.Trainer;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/** The whole of {@code digits.nnd} in Java: the network, its training, the model that predicts. */
public final class Digits {
  private Digits() {}

  /** The network and how it is trained. */
  public static Experiment experiment() {
    Model m = Model.named("Digits", "A small convolutional network that reads handwritten digits.");
    Tensor logits =
        m.input("pixels", 1, 8, 8)
            .dividedBy(16)
            .to(conv(16, 3).padding(Padding.SAME))
            .to(relu())
            .to(conv(32, 3).padding(Padding.SAME))
            .to(relu())
            .to(maxPool(2))
            .to(flatten())
            .to(dense(64))
            .to(relu())
            .to(dropout(0.3))
            .to(dense(10));
    m.output("logits", logits);
    return m.build(
        new Train()
            .data(csv("data/digits.csv").label("digit"))
            .validation(0.2)
            .loss(crossEntropy(), logits)
            .metric(accuracy(), logits)
            .optimizer(adam(0.002))
            .epochs(20)
            .batch(32)
            .seed(1));
  }

  /** Trains on the data in the first folder and writes {@code digits.onnx} into the second. */
  public static void main(String[] folders) throws IOException {
    Experiment digits = experiment();
    Training training = digits.training().orElseThrow();
    Data data =
        Data.read(digits.network(), training, training.data().orElseThrow(), Path.of(folders[0]));
    try (Trainer trainer = new Trainer(training, data)) {
      trainer.run(epoch -> System.out.println(epoch.toJson()));
      Compiler.inference(digits, trainer.weights(), Map.of())
          .write(Path.of(folders[1], "digits.onnx"));
    }
  }
}
