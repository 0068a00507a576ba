package org.nnd.benchmarks;

import java.util.Map;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * From text to the bytes of all that {@code nnd compile} writes: the model that predicts, what a
 * training begins with, its step, the model that measures.
 */
record Compilations(Text text) implements Turns {

  @Override
  public void round() {
    bytes();
  }

  /** How long the four models are. */
  int bytes() {
    Experiment e = text.experiment();
    Map<String, Tensor> weights = e.network().initial(1);
    int predicts = Compiler.inference(e, weights, Map.of()).toBytes().length;
    return predicts + e.training().map(t -> trains(e, t, weights)).orElse(0);
  }

  private static int trains(Experiment e, Training training, Map<String, Tensor> weights) {
    TrainingGraph step = TrainingGraph.of(training, weights);
    return Compiler.initialization(e, step).toBytes().length
        + Compiler.training(e, training, step).toBytes().length
        + Compiler.evaluation(e, training).toBytes().length;
  }
}
