package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.data.Dataset;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.Measure;
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
  private final Batches batches;
  private final Optional<Batches> held;
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
      int number, Map<String, Measure> training, Map<String, Measure> validation, double seconds) {}

  /** Hears how a training goes. */
  public interface Listener {

    /** An epoch begins. */
    void begin(int epoch, int steps);

    /** A step is done. */
    void step(double loss);

    /** An epoch is done. */
    void end(Epoch epoch);

    /** All is done: the loss and the metrics over the examples held out for this moment. */
    default void test(Map<String, Measure> results) {}
  }

  /** A training from its beginning. */
  public Trainer(Training training, Data data) {
    this.training = training;
    this.data = data;
    this.batches = batches(data.training());
    this.held = data.validation().map(this::batches);
    long steps = (long) training.epochs() * batches.count();
    this.graph =
        TrainingGraph.of(training.lasting(steps), training.network().initial(training.seed()));
    this.step = Session.of(graph.withoutDefaults());
    try {
      this.measure = Session.of(TrainingGraph.evaluation(training));
    } catch (NndException e) {
      step.close();
      throw e;
    }
  }

  private Batches batches(Dataset part) {
    return new Batches(part, training.batch(), training.seed());
  }

  /**
   * Trains to the end, once.
   *
   * @throws NndException if the loss is no number any more (NND0505), or ONNX Runtime fails
   *     (NND0512)
   */
  public void run(Listener listener) {
    try {
      train(listener);
    } catch (OrtException e) {
      throw new NndException(
          Diagnostic.of("NND0512", "ONNX Runtime failed to train this model")
              .note(Session.reason(e))
              .help(
                  "if memory is short, a smaller batch needs less: --batch; else please report"
                      + " this"));
    }
  }

  private void train(Listener listener) throws OrtException {
    for (Map.Entry<String, Tensor> e : graph.defaults().entrySet()) {
      boolean changes = graph.state().containsKey(e.getKey());
      (changes ? state : constants).put(e.getKey(), Tensors.onnx(e.getValue()));
    }
    for (int epoch = 1; epoch <= training.epochs(); epoch++) {
      long start = System.nanoTime();
      listener.begin(epoch, batches.count());
      Tally learned = new Tally(training);
      try (Batches.Feed feed = batches.epoch(epoch, 0)) {
        for (int i = 0; i < batches.count(); i++) {
          try (Batches.Batch batch = feed.next()) {
            Map<String, double[]> results = step(batch);
            double loss = results.get(Training.LOSS)[0];
            checkFinite(loss, "the loss", "in step " + (i + 1) + " of epoch " + epoch);
            learned.add(results, batch.size());
            listener.step(loss);
          }
        }
      }
      Map<String, Measure> validation = held.isPresent() ? measured(held.get()) : Map.of();
      if (held.isPresent()) {
        checkFinite(loss(validation), "the validation loss", "in epoch " + epoch);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Map<String, Measure> training = learned.finish();
      tell(loss(held.isPresent() ? validation : training));
      listener.end(new Epoch(epoch, training, validation, seconds));
    }
    // The loss tells of the weights before its step, so nothing has told yet of the last ones.
    for (String weight : training.network().weights().keySet()) {
      for (double x : Numbers.of(state.get(weight)).values()) {
        checkFinite(x, "the weight " + weight, "in the last step");
      }
    }
    if (data.test().isPresent()) {
      try (Batches last = batches(data.test().get())) {
        listener.test(measured(last));
      }
    }
  }

  private static double loss(Map<String, Measure> measured) {
    return ((Measure.Single) measured.get(Training.LOSS)).value();
  }

  private static void checkFinite(double loss, String which, String when) {
    if (!Double.isFinite(loss)) {
      throw new NndException(
          Diagnostic.of(
                  "NND0505",
                  which + " became " + (Double.isNaN(loss) ? "no number" : "infinite") + " " + when)
              .help("a smaller learning rate usually helps: --lr"));
    }
  }

  /** Tells a schedule that asks for it what was measured. */
  private void tell(double loss) throws OrtException {
    if (graph.state().containsKey(TrainingGraph.MEASURED)) {
      Tensor told = Tensor.scalar(ElementType.FLOAT, loss);
      state.put(TrainingGraph.MEASURED, Tensors.onnx(told));
    }
  }

  private Map<String, double[]> step(Batches.Batch batch) throws OrtException {
    Map<String, OnnxTensor> feed = new HashMap<>(constants);
    feed.putAll(state);
    feed.putAll(batch.tensors());
    OrtSession.Result results = step.run(feed);
    for (Map.Entry<String, String> e : graph.state().entrySet()) {
      OnnxTensor next = (OnnxTensor) results.get(e.getValue()).orElseThrow();
      OnnxTensor last = state.put(e.getKey(), next);
      if (holding.isEmpty()) {
        last.close();
      }
    }
    holding.ifPresent(OrtSession.Result::close);
    holding = Optional.of(results);
    return numbers(results);
  }

  private Map<String, Measure> measured(Batches batches) throws OrtException {
    Tally tally = new Tally(training);
    try (Batches.Feed feed = batches.inOrder()) {
      for (int i = 0; i < batches.count(); i++) {
        try (Batches.Batch batch = feed.next()) {
          Map<String, OnnxTensor> fed = new HashMap<>(batch.tensors());
          graph.weights().forEach((name, from) -> fed.put(name, state.get(from)));
          try (OrtSession.Result results = measure.run(fed)) {
            tally.add(numbers(results), batch.size());
          }
        }
      }
    }
    return tally.finish();
  }

  private Map<String, double[]> numbers(OrtSession.Result results) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (String name : training.results().keySet()) {
      OnnxTensor result = (OnnxTensor) results.get(name).orElseThrow();
      numbers.put(name, Numbers.of(result).values());
    }
    return numbers;
  }

  /** The weights that were learned, or their moving means, if such are kept. */
  public Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    training
        .network()
        .weights()
        .forEach(
            (name, w) -> {
              TensorType type = w.type();
              weights.put(name, Tensors.heap(state.get(graph.weights().get(name)), type));
            });
    return weights;
  }

  @Override
  public void close() {
    if (holding.isPresent()) {
      holding.get().close();
    } else {
      state.values().forEach(OnnxTensor::close);
    }
    constants.values().forEach(OnnxTensor::close);
    batches.close();
    held.ifPresent(Batches::close);
    step.close();
    measure.close();
  }
}
