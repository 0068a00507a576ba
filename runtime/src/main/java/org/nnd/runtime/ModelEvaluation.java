package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;
import org.nnd.data.Dataset;
import org.nnd.ir.Graph;
import org.nnd.ir.Value;
import org.nnd.train.Measure;
import org.nnd.train.Measuring;
import org.nnd.train.Tally;
import org.nnd.train.Training;

/** Loss and metrics of a graph that predicts, in whatever numbers it computes. */
public final class ModelEvaluation {
  private ModelEvaluation() {}

  /**
   * Loss and metrics over examples.
   *
   * @param model a form of what {@link Measuring#shown} is
   */
  public static Map<String, Measure> of(
      Training training, Measuring measuring, Graph model, Dataset examples) {
    Tally tally = new Tally(training);
    try (Session predicting = Session.of(model);
        Session measures = Session.of(measuring.measures());
        Batches batches = new Batches(examples, training.batch(), training.seed());
        Batches.Feed feed = batches.inOrder()) {
      for (int i = 0; i < batches.count(); i++) {
        try (Batches.Batch batch = feed.next();
            OrtSession.Result given = predicting.run(fed(model, batch.tensors()))) {
          Map<String, OnnxTensor> all = new HashMap<>(batch.tensors());
          for (Map.Entry<String, OnnxValue> e : given) {
            all.put(Measuring.name(e.getKey()), (OnnxTensor) e.getValue());
          }
          try (OrtSession.Result results = measures.run(fed(measuring.measures(), all))) {
            tally.add(Evaluation.numbers(training, results), batch.size());
          }
        }
      }
    } catch (OrtException e) {
      throw Trainer.failed(e);
    }
    return tally.finish();
  }

  /** What of some tensors a graph takes. */
  static Map<String, OnnxTensor> fed(Graph graph, Map<String, OnnxTensor> all) {
    Map<String, OnnxTensor> fed = new HashMap<>();
    graph.inputs().stream().map(Value::name).forEach(name -> fed.put(name, all.get(name)));
    return fed;
  }
}
