package org.nnd.benchmarks;

import java.util.Map;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * From text to the bytes of all that {@code nnd compile} writes: the model that predicts, the
 * training step, the model that measures.
 */
record Compilations(Text text) implements Turns {

  @Override
  public void round() {
    bytes();
  }

  /** How long the three models are. */
  int bytes() {
    Experiment e = text.experiment();
    Map<String, Tensor> weights = e.network().initial(1);
    int predicts = Compiler.inference(e, weights, Map.of()).toBytes().length;
    return predicts + e.training().map(t -> trains(e, t, weights)).orElse(0);
  }

  private static int trains(Experiment e, Training training, Map<String, Tensor> weights) {
    return Compiler.training(e, training, weights).toBytes().length
        + Compiler.evaluation(e, training, weights).toBytes().length;
  }
}
