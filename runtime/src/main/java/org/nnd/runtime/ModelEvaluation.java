package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.data.Dataset;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.layer.Network;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.train.Measure;
import org.nnd.train.Measuring;
import org.nnd.train.Tally;
import org.nnd.train.Training;

/** Loss and metrics of what a model gives, in whatever numbers it computes. */
public final class ModelEvaluation {
  private ModelEvaluation() {}

  /**
   * Loss and metrics over examples.
   *
   * @param model a form of what {@link Measuring#shown} is
   */
  static Map<String, Measure> of(
      Training training, Measuring measuring, Graph model, Dataset examples, Provider provider) {
    try (Session session = Session.of(model, provider)) {
      return of(training, measuring, session, examples, provider);
    } catch (OrtException e) {
      throw Trainer.failed(e);
    }
  }

  /**
   * The same of a file whose weights are no floats any more; penalties for weights are left out.
   *
   * @param network that it was made from
   * @throws NndException if the loss reads what the model doesn't give (NND0676)
   */
  public static Map<String, Measure> of(
      Training training, Network network, Path model, Dataset examples, Provider provider) {
    Map<String, Tensor> none = new HashMap<>();
    network.weights().forEach((name, w) -> none.put(name, Tensor.filled(w.type(), 0)));
    Measuring measuring = Measuring.of(training, network, none);
    try (Session session = Session.of(model, provider)) {
      Optional<String> missing =
          measuring.shown().outputs().keySet().stream()
              .filter(name -> !session.ort().getOutputNames().contains(name))
              .findFirst();
      if (missing.isPresent()) {
        throw new NndException(
            Diagnostic.of(
                    "NND0676",
                    Location.file(model.toString()),
                    "the loss and the metrics read more than this model gives")
                .note("it does not give " + missing.get().replaceFirst("^model/", ""))
                .help("nnd export told what they are when it wrote this file"));
      }
      return of(training, measuring, session, examples, provider);
    } catch (OrtException e) {
      throw Trainer.failed(e);
    }
  }

  private static Map<String, Measure> of(
      Training training,
      Measuring measuring,
      Session predicting,
      Dataset examples,
      Provider provider)
      throws OrtException {
    Tally tally = new Tally(training);
    try (Session measures = Session.of(measuring.measures(), provider);
        Batches batches = new Batches(examples, training.batch(), training.seed());
        Batches.Feed feed = batches.inOrder()) {
      for (int i = 0; i < batches.count(); i++) {
        Batches.Batch batch = feed.next();
        try (OrtSession.Result given = predicting.run(fed(predicting, batch.tensors()))) {
          Map<String, OnnxTensor> all = new HashMap<>(batch.tensors());
          for (Map.Entry<String, OnnxValue> e : given) {
            all.put(Measuring.name(e.getKey()), (OnnxTensor) e.getValue());
          }
          try (OrtSession.Result results = measures.run(fed(measures, all))) {
            tally.add(Evaluation.numbers(training, results), batch.size());
          }
        }
      }
    }
    return tally.finish();
  }

  /** What of some tensors a model takes. */
  static Map<String, OnnxTensor> fed(Session model, Map<String, OnnxTensor> all) {
    Map<String, OnnxTensor> fed = new HashMap<>();
    model.ort().getInputNames().forEach(name -> fed.put(name, all.get(name)));
    return fed;
  }
}
