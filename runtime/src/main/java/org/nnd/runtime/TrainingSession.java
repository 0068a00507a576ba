package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.source.NndException;
import org.nnd.train.Measure;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * (batch, state) goes in, (loss, metrics, next state) comes out, and the next state is fed back as
 * it is, without a copy.
 */
final class TrainingSession implements AutoCloseable {
  private final Training training;
  private final TrainingGraph graph;
  private final Session step;
  private final Evaluation evaluation;
  private final Map<String, OnnxTensor> constants = new HashMap<>();
  private final Map<String, OnnxTensor> state = new HashMap<>();

  /** The run whose results are the state; closed when the next ones are there. */
  private Optional<OrtSession.Result> holding = Optional.empty();

  /** A session before its first step. */
  TrainingSession(Training training, TrainingGraph graph) {
    this.training = training;
    this.graph = graph;
    this.step = Session.of(graph.withoutDefaults());
    try {
      this.evaluation = new Evaluation(training);
    } catch (NndException e) {
      step.close();
      throw e;
    }
  }

  /** Sets the state, and what doesn't change to its defaults. */
  void begin(Map<String, Tensor> from) throws OrtException {
    for (Map.Entry<String, Tensor> e : graph.defaults().entrySet()) {
      String name = e.getKey();
      boolean changes = graph.state().containsKey(name);
      OnnxTensor t = Tensors.onnx(changes ? from.get(name) : e.getValue());
      OnnxTensor last = (changes ? state : constants).put(name, t);
      if (last != null) {
        last.close();
      }
    }
  }

  /** Gives a hyper-parameter another value. */
  void set(String hyperparameter, double value) throws OrtException {
    ElementType type = graph.defaults().get(hyperparameter).type().element();
    constants.put(hyperparameter, Tensors.onnx(Tensor.scalar(type, value))).close();
  }

  /** Tells a schedule that asks for it what was measured. */
  void tell(double loss) throws OrtException {
    if (graph.state().containsKey(TrainingGraph.MEASURED)) {
      state.put(TrainingGraph.MEASURED, Tensors.onnx(Tensor.scalar(ElementType.FLOAT, loss)));
    }
  }

  /**
   * A step: loss and metrics of the batch, with the weights before it. If the loss isn't finite,
   * the state stays as it was.
   */
  Map<String, double[]> step(Batches.Batch batch) throws OrtException {
    OrtSession.Result results = step.run(fed(batch));
    Map<String, double[]> numbers = Evaluation.numbers(training, results);
    if (!Double.isFinite(numbers.get(Training.LOSS)[0])) {
      results.close();
      return numbers;
    }
    for (Map.Entry<String, String> e : graph.state().entrySet()) {
      OnnxTensor next = (OnnxTensor) results.get(e.getValue()).orElseThrow();
      OnnxTensor last = state.put(e.getKey(), next);
      if (holding.isEmpty()) {
        last.close();
      }
    }
    holding.ifPresent(OrtSession.Result::close);
    holding = Optional.of(results);
    return numbers;
  }

  /** What a step is fed. */
  private Map<String, OnnxTensor> fed(Batches.Batch batch) {
    Map<String, OnnxTensor> feed = new HashMap<>(constants);
    feed.putAll(state);
    feed.putAll(batch.tensors());
    return feed;
  }

  /** Loss and metrics of examples that nothing is learned from. */
  Map<String, Measure> measure(Batches batches) throws OrtException {
    Map<String, OnnxTensor> weights = new HashMap<>();
    graph.weights().forEach((name, from) -> weights.put(name, state.get(from)));
    return evaluation.of(batches, weights);
  }

  /** The same with other weights. */
  Map<String, Measure> measure(Batches batches, Map<String, Tensor> weights) throws OrtException {
    return evaluation.copying(batches, weights);
  }

  /** Where a loss that isn't finite comes from. */
  Optional<String> culprit(Batches.Batch batch) throws OrtException {
    return Divergence.first(graph.withoutDefaults(), fed(batch));
  }

  /** A copy of the state: weights, slots of the optimizer, the number of steps. */
  Map<String, Tensor> state() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    graph
        .defaults()
        .forEach(
            (name, first) -> {
              if (graph.state().containsKey(name)) {
                copies.put(name, Tensors.heap(state.get(name), first.type()));
              }
            });
    return copies;
  }

  /** A copy of the weights that predict: those that were learned, or their moving means. */
  Map<String, Tensor> weights() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    training
        .network()
        .weights()
        .forEach(
            (name, w) ->
                copies.put(name, Tensors.heap(state.get(graph.weights().get(name)), w.type())));
    return copies;
  }

  @Override
  public void close() {
    if (holding.isPresent()) {
      holding.get().close();
    } else {
      state.values().forEach(OnnxTensor::close);
    }
    constants.values().forEach(OnnxTensor::close);
    step.close();
    evaluation.close();
  }
}
