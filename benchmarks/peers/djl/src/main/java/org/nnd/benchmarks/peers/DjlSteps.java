package org.nnd.benchmarks.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.nnd.benchmarks.MlpNumbers;
import org.nnd.benchmarks.Turns;

/** The MLP with momentum, trained by DJL on PyTorch. */
final class DjlSteps implements Turns {
  private final MlpNumbers numbers;
  private final Model model = Model.newInstance("mlp", Device.cpu(), "PyTorch");
  private final Trainer trainer;
  private int next;

  DjlSteps(Path folder) throws IOException {
    numbers = new MlpNumbers(folder);
    model.setBlock(
        new SequentialBlock()
            .add(Linear.builder().setUnits(MlpNumbers.WIDTHS.get(1)).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(MlpNumbers.WIDTHS.get(2)).build())
            .add(Activation::relu)
            .add(Linear.builder().setUnits(MlpNumbers.WIDTHS.get(3)).build()));
    Optimizer momentum =
        Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(0.9f).build();
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(momentum));
    trainer.initialize(new Shape(MlpNumbers.BATCH, MlpNumbers.WIDTHS.get(0)));
    for (Parameter parameter : model.getBlock().getParameters().values()) {
      NDArray array = parameter.getArray();
      array.set(FloatBuffer.wrap(numbers.weights((int) array.size())));
    }
  }

  @Override
  public void round() {
    step();
  }

  @Override
  public double[] losses(int rounds) {
    double[] losses = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      losses[i] = step();
    }
    return losses;
  }

  private double step() {
    int batch = next++ % numbers.batches();
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDArray images =
          scope.create(
              numbers.images(batch), new Shape(MlpNumbers.BATCH, MlpNumbers.WIDTHS.get(0)));
      NDArray labels = scope.create(numbers.labels(batch));
      double result;
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(images));
        NDArray loss = trainer.getLoss().evaluate(new NDList(labels), logits);
        gradients.backward(loss);
        result = loss.getFloat();
      }
      trainer.step();
      return result;
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
