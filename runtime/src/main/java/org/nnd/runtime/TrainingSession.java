package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Tensor;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.Measure;
import org.nnd.train.MixedPrecision;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * (batches, state) goes in, (losses, metrics, next state) comes out, and the next state is fed back
 * as it is, without a copy.
 */
final class TrainingSession implements AutoCloseable {
  private final Training training;
  private final TrainingGraph graph;
  private final Provider provider;
  private final boolean repeats;
  private final Session step;
  private final Turns turns;
  private final Evaluation evaluation;
  private final Map<String, OnnxTensor> constants = new HashMap<>();
  private final Map<String, OnnxTensor> state = new HashMap<>();

  /** What a run is fed; the same names each time. */
  private final Map<String, OnnxTensor> feed = new HashMap<>();

  /** What of the state is no result of a run; each is closed when another takes its place. */
  private final Set<OnnxTensor> own = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * A session before its first step.
   *
   * @param graph of a single step
   * @param repeats whether a run does any number of steps
   */
  TrainingSession(Training training, TrainingGraph graph, Provider provider, boolean repeats) {
    this.training = training;
    this.graph = graph;
    this.provider = provider;
    this.repeats = repeats;
    Graph run = (repeats ? graph.repeated() : graph).withoutDefaults();
    this.step =
        training.precision() == MixedPrecision.FLOAT32
            ? Session.of(run, provider)
            : Session.of(run, provider, this::missing);
    try {
      this.evaluation = new Evaluation(training, provider);
    } catch (NndException e) {
      step.close();
      throw e;
    }
    Map<String, String> lasting = new HashMap<>(graph.state());
    lasting.keySet().removeAll(graph.carried());
    this.turns = new Turns(step, Set.copyOf(lasting.values()));
  }

  private Diagnostic missing(String reason) {
    return Diagnostic.of(
            "NND0517",
            "ONNX Runtime can't train this network on "
                + provider
                + " with precision "
                + training.precision())
        .note(reason)
        .help("precision float32 trains everywhere: --precision float32");
  }

  /** Sets the state, and what doesn't change to its defaults. */
  void begin(Map<String, Tensor> from) throws OrtException {
    for (Map.Entry<String, Tensor> e : graph.defaults().entrySet()) {
      String name = e.getKey();
      if (graph.state().containsKey(name)) {
        put(name, from.get(name));
      } else {
        OnnxTensor last = constants.put(name, Tensors.onnx(e.getValue()));
        if (last != null) {
          last.close();
        }
      }
    }
  }

  private void put(String name, Tensor numbers) throws OrtException {
    OnnxTensor t = Tensors.onnx(numbers);
    own.add(t);
    replace(name, t);
  }

  private void replace(String name, OnnxTensor t) {
    OnnxTensor last = state.put(name, t);
    if (own.remove(last)) {
      last.close();
    }
  }

  /** An epoch begins, and the text with it: what is handed on is as in the beginning. */
  void restart() throws OrtException {
    Map<String, Tensor> first = graph.defaults();
    for (String name : graph.carried()) {
      put(name, first.get(name));
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
      put(TrainingGraph.MEASURED, Tensor.scalar(ElementType.FLOAT, loss));
    }
  }

  /**
   * A step for each batch: its loss and metrics, with the weights before it. Behind a loss that
   * isn't finite there are no more, and the state is that before its step.
   */
  List<Map<String, double[]>> steps(Stack batches) throws OrtException {
    if (!repeats) {
      return List.of(step(batches.batch(0)));
    }
    OrtSession.Result results = turns.run(fed(batches.tensors()));
    List<Map<String, double[]>> each = each(batches.batches(), results);
    int good = 0;
    while (good < each.size() && isFinite(each.get(good))) {
      good++;
    }
    if (good == each.size()) {
      keep(results);
      return each;
    }
    results.close();
    if (good > 0) {
      steps(batches.first(good));
    }
    return each.subList(0, good + 1);
  }

  /** What a run gives for each of its steps. */
  private List<Map<String, double[]>> each(int steps, OrtSession.Result results) {
    Map<String, double[]> stacked = Evaluation.numbers(training, results);
    List<Map<String, double[]>> each = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      Map<String, double[]> step = new LinkedHashMap<>();
      for (Map.Entry<String, double[]> e : stacked.entrySet()) {
        int size = e.getValue().length / steps;
        step.put(e.getKey(), Arrays.copyOfRange(e.getValue(), i * size, (i + 1) * size));
      }
      each.add(step);
    }
    return each;
  }

  /** A step in a run of its own. */
  Map<String, double[]> step(Map<String, OnnxTensor> batch) throws OrtException {
    OrtSession.Result results = turns.run(fed(batch));
    Map<String, double[]> numbers = Evaluation.numbers(training, results);
    if (isFinite(numbers)) {
      keep(results);
    } else {
      results.close();
    }
    return numbers;
  }

  private static boolean isFinite(Map<String, double[]> numbers) {
    return Double.isFinite(numbers.get(Training.LOSS)[0]);
  }

  private void keep(OrtSession.Result results) {
    for (Map.Entry<String, String> e : graph.state().entrySet()) {
      replace(e.getKey(), (OnnxTensor) results.get(e.getValue()).orElseThrow());
    }
    turns.keep(results);
  }

  /** What a run is fed. */
  private Map<String, OnnxTensor> fed(Map<String, OnnxTensor> batches) {
    feed.putAll(constants);
    feed.putAll(state);
    feed.putAll(batches);
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
  Optional<String> culprit(Map<String, OnnxTensor> batch) throws OrtException {
    return Divergence.first(graph.withoutDefaults(), provider, fed(batch));
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

  /** The weights of a state that predict: those that were learned, or their moving means. */
  Map<String, Tensor> weights(Map<String, Tensor> state) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    training
        .network()
        .weights()
        .keySet()
        .forEach(name -> weights.put(name, state.get(graph.weights().get(name))));
    return weights;
  }

  /** The nanoseconds within ONNX Runtime so far. */
  long nanos() {
    return step.nanos() + evaluation.nanos();
  }

  @Override
  public void close() {
    turns.close();
    own.forEach(OnnxTensor::close);
    constants.values().forEach(OnnxTensor::close);
    step.close();
    evaluation.close();
  }
}
