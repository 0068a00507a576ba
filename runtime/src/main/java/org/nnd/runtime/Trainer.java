package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nnd.data.Dataset;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.Tally;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * The training loop: (batch, state) goes in, (loss, metrics, next state) comes out, and the next
 * state is fed back as it is, without a copy.
 */
public final class Trainer implements AutoCloseable {
  private final Training training;
  private final Data data;
  private final TrainingGraph graph;
  private final Session step;
  private final Session measure;
  private final Map<String, OnnxTensor> constants = new HashMap<>();
  private final Map<String, OnnxTensor> state = new HashMap<>();

  /** The run whose results are the state; closed when the next ones are there. */
  private Optional<OrtSession.Result> holding = Optional.empty();

  /**
   * What an epoch gave.
   *
   * @param number from 1
   * @param training the loss and the metrics over the examples as they were learned
   * @param validation the same over the examples held out, with the weights at the end of the
   *     epoch; empty if there are none
   * @param seconds the time that it took
   */
  public record Epoch(
      int number, Map<String, Double> training, Map<String, Double> validation, double seconds) {}

  /** Hears how a training goes. */
  public interface Listener {

    /** An epoch begins. */
    void begin(int epoch, int steps);

    /** A step is done. */
    void step(double loss);

    /** An epoch is done. */
    void end(Epoch epoch);
  }

  /** A training from its beginning. */
  public Trainer(Training training, Data data) throws OrtException {
    this.training = training;
    this.data = data;
    this.graph = TrainingGraph.of(training, training.network().initial(training.seed()));
    this.step = Session.of(graph.withoutDefaults());
    this.measure = Session.of(TrainingGraph.evaluation(training));
    for (Map.Entry<String, Tensor> e : graph.defaults().entrySet()) {
      boolean changes = graph.state().containsKey(e.getKey());
      (changes ? state : constants).put(e.getKey(), Tensors.onnx(e.getValue()));
    }
  }

  /** Trains to the end. */
  public void run(Listener listener) throws OrtException {
    Batches batches = new Batches(data.training(), training.batch());
    Optional<Batches> held = data.validation().map(d -> new Batches(d, training.batch()));
    for (int epoch = 1; epoch <= training.epochs(); epoch++) {
      long start = System.nanoTime();
      listener.begin(epoch, batches.count());
      int[] order = Dataset.shuffled(data.training().size(), training.seed() * 1_000_003 + epoch);
      Tally learned = new Tally(training);
      for (int i = 0; i < batches.count(); i++) {
        Map<String, double[]> results = step(batches.write(i, order));
        double loss = results.get(Training.LOSS)[0];
        if (!Double.isFinite(loss)) {
          throw diverged(epoch, i + 1, loss);
        }
        learned.add(results, batches.size(i));
        listener.step(loss);
      }
      Map<String, Double> validation =
          held.isPresent() ? measured(held.get(), data.validation().get().size()) : Map.of();
      double seconds = (System.nanoTime() - start) / 1e9;
      listener.end(new Epoch(epoch, learned.finish(), validation, seconds));
    }
  }

  private static NndException diverged(int epoch, int step, double loss) {
    return new NndException(
        Diagnostic.of(
                "NND0505",
                "the loss became "
                    + (Double.isNaN(loss) ? "no number" : "infinite")
                    + " in step "
                    + step
                    + " of epoch "
                    + epoch)
            .help("a smaller learning rate usually helps: --lr"));
  }

  private Map<String, double[]> step(Map<String, OnnxTensor> batch) throws OrtException {
    Map<String, OnnxTensor> feed = new HashMap<>(constants);
    feed.putAll(state);
    feed.putAll(batch);
    try {
      OrtSession.Result results = step.run(feed);
      Map<String, double[]> numbers = numbers(results);
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
    } finally {
      batch.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, Double> measured(Batches batches, int size) throws OrtException {
    int[] order = IntStream.range(0, size).toArray();
    Tally tally = new Tally(training);
    for (int i = 0; i < batches.count(); i++) {
      Map<String, OnnxTensor> batch = batches.write(i, order);
      Map<String, OnnxTensor> feed = new HashMap<>(batch);
      training.network().weights().keySet().forEach(name -> feed.put(name, state.get(name)));
      try (OrtSession.Result results = measure.run(feed)) {
        tally.add(numbers(results), batches.size(i));
      } finally {
        batch.values().forEach(OnnxTensor::close);
      }
    }
    return tally.finish();
  }

  private Map<String, double[]> numbers(OrtSession.Result results) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (String name : training.results().keySet()) {
      numbers.put(name, Tensors.numbers((OnnxTensor) results.get(name).orElseThrow()));
    }
    return numbers;
  }

  /** The weights as they stand. */
  public Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    training
        .network()
        .weights()
        .forEach(
            (name, w) -> {
              TensorType type = w.type();
              weights.put(name, Tensors.heap(state.get(name), type));
            });
    return weights;
  }

  @Override
  public void close() throws OrtException {
    if (holding.isPresent()) {
      holding.get().close();
    } else {
      state.values().forEach(OnnxTensor::close);
    }
    constants.values().forEach(OnnxTensor::close);
    step.close();
    measure.close();
  }
}
