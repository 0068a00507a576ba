package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.data.Dataset;
import org.nnd.ir.Tensor;
import org.nnd.layer.Network;
import org.nnd.onnx.SavedModel;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.train.Measure;
import org.nnd.train.Tally;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/** Loss and metrics of examples, with weights that are given: nothing is learned. */
public final class Evaluation implements AutoCloseable {
  private final Training training;
  private final Session session;

  Evaluation(Training training, Provider provider) {
    this.training = training;
    this.session = Session.of(TrainingGraph.evaluation(training), provider);
  }

  /**
   * Loss and metrics of all of some examples.
   *
   * @throws NndException if ONNX Runtime fails (NND0512)
   */
  public static Map<String, Measure> of(
      Training training, Map<String, Tensor> weights, Dataset examples, Provider provider) {
    try (Evaluation evaluation = new Evaluation(training, provider);
        Batches batches = new Batches(examples, training.batch(), training.seed())) {
      return evaluation.copying(batches, weights);
    } catch (OrtException e) {
      throw Trainer.failed(e);
    }
  }

  /**
   * The weights of a text, found in a trained model by their names.
   *
   * @param file of the model
   * @throws NndException if one is missing there, or is another size (NND0580)
   */
  public static Map<String, Tensor> weights(Training training, SavedModel saved, Path file) {
    return weights(training.network(), saved.initializers(), file);
  }

  /** The same in tensors by name. */
  static Map<String, Tensor> weights(Network network, Map<String, Tensor> trained, Path file) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    network
        .weights()
        .forEach(
            (name, w) -> {
              Tensor found = trained.get(name);
              if (found == null || !found.type().equals(w.type())) {
                String there = found == null ? "missing" : found.type().toString();
                throw new NndException(
                    Diagnostic.of(
                            "NND0580",
                            Location.file(file.toString()),
                            name
                                + " is "
                                + there
                                + " in this model, but "
                                + w.type()
                                + " in the text")
                        .help(
                            "give the text as it was in training, and the same --model and --set"));
              }
              weights.put(name, found);
            });
    return weights;
  }

  /** Loss and metrics of batches, with copies of the weights. */
  Map<String, Measure> copying(Batches batches, Map<String, Tensor> weights) throws OrtException {
    Map<String, OnnxTensor> copies = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> e : weights.entrySet()) {
        copies.put(e.getKey(), Tensors.onnx(e.getValue()));
      }
      return of(batches, copies);
    } finally {
      copies.values().forEach(OnnxTensor::close);
    }
  }

  /** The same with weights where they are. */
  Map<String, Measure> of(Batches batches, Map<String, OnnxTensor> weights) throws OrtException {
    Tally tally = new Tally(training);
    try (Batches.Feed feed = batches.inOrder()) {
      for (int i = 0; i < batches.count(); i++) {
        Batches.Batch batch = feed.next();
        Map<String, OnnxTensor> fed = new HashMap<>(batch.tensors());
        fed.putAll(weights);
        try (OrtSession.Result results = session.run(fed)) {
          tally.add(numbers(training, results), batch.size());
        }
      }
    }
    return tally.finish();
  }

  /** The loss and the metrics that a run gives. */
  static Map<String, double[]> numbers(Training training, OrtSession.Result results) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (String name : training.results().keySet()) {
      OnnxTensor result = (OnnxTensor) results.get(name).orElseThrow();
      numbers.put(name, Numbers.of(result).values());
    }
    return numbers;
  }

  /** The nanoseconds within ONNX Runtime so far. */
  long nanos() {
    return session.nanos();
  }

  @Override
  public void close() {
    session.close();
  }
}
