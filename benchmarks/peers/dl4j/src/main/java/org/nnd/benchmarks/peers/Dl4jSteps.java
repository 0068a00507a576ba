package org.nnd.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nnd.benchmarks.MlpNumbers;
import org.nnd.benchmarks.Turns;

/** The MLP with Adam, trained by Deeplearning4j, whose only momentum is Nesterov's. */
final class Dl4jSteps implements Turns {
  private final MultiLayerNetwork network;
  private final List<DataSet> batches = new ArrayList<>();
  private int next;

  Dl4jSteps(Path folder) throws IOException {
    List<Integer> widths = MlpNumbers.WIDTHS;
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.001))
                .list()
                .layer(dense(widths.get(0), widths.get(1)))
                .layer(dense(widths.get(1), widths.get(2)))
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(widths.get(2))
                        .nOut(widths.get(3))
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    MlpNumbers numbers = new MlpNumbers(folder);
    for (int layer = 0; layer < 3; layer++) {
      int in = widths.get(layer);
      int out = widths.get(layer + 1);
      INDArray weight = Nd4j.create(numbers.weights(out * in), new int[] {out, in});
      network.setParam(layer + "_W", weight.transpose());
      network.setParam(layer + "_b", Nd4j.create(numbers.weights(out), new int[] {1, out}));
    }
    for (int i = 0; i < numbers.batches(); i++) {
      batches.add(batch(numbers.images(i), numbers.labels(i)));
    }
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.RELU).build();
  }

  private static DataSet batch(float[] images, long[] labels) {
    INDArray chosen = Nd4j.zeros(MlpNumbers.BATCH, MlpNumbers.WIDTHS.get(3));
    for (int i = 0; i < labels.length; i++) {
      chosen.putScalar(i, labels[i], 1);
    }
    int[] shape = {MlpNumbers.BATCH, MlpNumbers.WIDTHS.get(0)};
    return new DataSet(Nd4j.create(images, shape), chosen);
  }

  @Override
  public void round() {
    network.fit(batches.get(next++ % batches.size()));
  }

  @Override
  public double[] losses(int rounds) {
    double[] losses = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      round();
      losses[i] = network.score();
    }
    return losses;
  }

  @Override
  public void close() {
    network.close();
  }
}
