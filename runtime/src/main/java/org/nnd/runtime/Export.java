package org.nnd.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.data.Dataset;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.quantize.Form;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Measuring;
import org.nnd.train.Training;

/**
 * A trained model in another form, and what that costs.
 *
 * @param graph in the new form
 * @param comparison of both forms, if there are examples to measure
 */
public record Export(Graph graph, Optional<Comparison> comparison) {

  /** Writes a network in a form; nothing is measured. */
  public static Export of(Experiment e, Map<String, Tensor> weights, Form form) {
    Graph floats = e.network().inference(weights);
    return new Export(form.of(floats, g -> Map.of()), Optional.empty());
  }

  /** Writes a network in a form, and measures it on what is held out, or else on all. */
  public static Export of(
      Experiment e,
      Training training,
      Data data,
      Map<String, Tensor> weights,
      Form form,
      Provider provider) {
    Measuring measuring = Measuring.of(training, e.network(), weights);
    Graph floats = measuring.shown().inference(weights);
    Graph other =
        form.of(floats, g -> Calibration.of(g, data.training(), training.seed(), provider));
    Dataset examples = data.validation().or(data::test).orElseGet(data::training);
    Map<String, Measure> before =
        ModelEvaluation.of(training, measuring, floats, examples, provider);
    Map<String, Measure> after = ModelEvaluation.of(training, measuring, other, examples, provider);
    boolean heldOut = data.validation().isPresent() || data.test().isPresent();
    return new Export(
        giving(other, e.network().outputs()),
        Optional.of(
            new Comparison(before, after, training.stopping().scores(), examples.size(), heldOut)));
  }

  /** A graph without outputs that only the loss reads. */
  private static Graph giving(Graph graph, Map<String, Value> outputs) {
    Map<String, Value> given = new LinkedHashMap<>(graph.outputs());
    given.keySet().retainAll(outputs.keySet());
    return DeadCode.removeInputs(
        new Graph(graph.name(), graph.inputs(), graph.initializers(), graph.nodes(), given));
  }
}
