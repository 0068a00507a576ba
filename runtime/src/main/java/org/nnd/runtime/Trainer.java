package org.nnd.runtime;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.nnd.data.Dataset;
import org.nnd.ir.Tensor;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.Measure;
import org.nnd.train.MixedPrecision;
import org.nnd.train.Stopping;
import org.nnd.train.Tally;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * The training loop: epochs of steps, each a pure function of what was before, so that a training
 * that goes on from a checkpoint ends as if it had never stopped.
 */
public final class Trainer implements AutoCloseable {
  /** Below it the scale is not what is wrong: the default of fairseq's min_loss_scale. */
  private static final float LEAST_SCALE = 1e-4f;

  private final Training training;
  private final Data data;
  private final Batches batches;
  private final Optional<Batches> held;
  private final Execution execution;
  private final TrainingGraph graph;
  private final TrainingSession session;
  private final List<Epoch> history = new ArrayList<>();
  private Optional<Checkpoint.Best> best = Optional.empty();

  /** Where the checkpoints go, if there are any. */
  private Optional<Checkpoints> checkpoints = Optional.empty();

  private Optional<Identity> identity = Optional.empty();

  /** The first run is of one step, by which ONNX Runtime learns how much memory each one needs. */
  private boolean begun;

  // Within an epoch: the steps that are done, what they gave, and the time that they took.
  private int step;
  private Tally learned;
  private double seconds;
  private Map<String, Measure> test = Map.of();

  /** Why a training ended. */
  public enum Ending {
    /** All epochs are done. */
    COMPLETE,
    /** No better epoch has come for long. */
    EARLY,
    /** It was asked to. */
    STOPPED
  }

  /** Hears how a training goes. */
  public interface Listener {

    /** All of them, in their order. */
    static Listener all(List<Listener> listeners) {
      return new Listener() {
        @Override
        public void begin(int epoch, int steps, int done) {
          listeners.forEach(l -> l.begin(epoch, steps, done));
        }

        @Override
        public void step(double loss, Supplier<Map<String, Measure>> soFar) {
          listeners.forEach(l -> l.step(loss, soFar));
        }

        @Override
        public void end(Epoch epoch) {
          listeners.forEach(l -> l.end(epoch));
        }

        @Override
        public void test(Map<String, Measure> results) {
          listeners.forEach(l -> l.test(results));
        }
      };
    }

    /**
     * An epoch begins, or goes on.
     *
     * @param done how many of its steps are done already
     */
    default void begin(int epoch, int steps, int done) {}

    /**
     * A step is done.
     *
     * @param loss of its batch
     * @param soFar loss and metrics over the epoch until now, for who asks at once
     */
    default void step(double loss, Supplier<Map<String, Measure>> soFar) {}

    /** An epoch is done. */
    void end(Epoch epoch);

    /** All is done: the loss and the metrics over the examples held out for this moment. */
    default void test(Map<String, Measure> results) {}
  }

  /** A training from its beginning, on processors like this one. */
  public Trainer(Training training, Data data) {
    this(training, data, Execution.CPU);
  }

  /** A training from its beginning. */
  public Trainer(Training training, Data data, Execution execution) {
    this(training, data, execution, training.network().initial(training.seed()));
  }

  /** A training that begins with weights of its own. */
  public Trainer(Training training, Data data, Execution execution, Map<String, Tensor> weights) {
    Stopping stopping = training.stopping();
    boolean looksAtThem =
        stopping.patience().isPresent() || !stopping.monitor().equals(Training.LOSS);
    if (looksAtThem && data.validation().isEmpty()) {
      throw new NndException(
          Diagnostic.of(
                  "NND0534", "patience and monitor look at examples held out, and there are none")
              .help("hold some out: validation 0.1 in the train section, or --validation 0.1"));
    }
    this.training = training;
    this.learned = new Tally(training);
    this.data = data;
    int most = execution.steps().most(execution.provider(), training, data.training());
    this.batches = new Batches(data.training(), training.batch(), training.seed(), most);
    this.held = data.validation().map(this::batches);
    long steps = (long) training.epochs() * batches.count();
    this.execution = execution;
    this.graph = TrainingGraph.of(training.lasting(steps), weights, execution.target().lowering());
    this.session = new TrainingSession(training, graph, execution.provider(), most > 1);
    begin(graph.defaults());
  }

  /** A warning of what the step leaves to the CPU, if it is written for CUDA. */
  public Optional<Diagnostic> leftToCpu() {
    return execution.target() == Target.ORT_CUDA ? LeftToCpu.of(graph.graph()) : Optional.empty();
  }

  private void begin(Map<String, Tensor> state) {
    try {
      session.begin(state);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private Batches batches(Dataset part) {
    return new Batches(part, training.batch(), training.seed());
  }

  /** Writes checkpoints from now on. */
  public void keep(Checkpoints kept) {
    identity = Optional.of(Identity.of(training, graph, execution, data));
    checkpoints = Optional.of(kept);
  }

  /**
   * Goes on from a checkpoint.
   *
   * @param from its file
   * @return the provider that computed until then, if it is another one: bits differ from there on
   * @throws NndException if it is of another training (NND0532)
   */
  public Optional<String> resume(Checkpoint c, Path from) {
    Identity now = identity.orElseGet(() -> Identity.of(training, graph, execution, data));
    c.check(from, now, graph.defaults());
    history.addAll(c.history());
    best = c.best();
    step = c.step();
    learned.with(c.sums());
    seconds = c.seconds();
    begin(c.state());
    checkpoints.ifPresent(all -> all.resume(from, c));
    return now.moved(c.identity());
  }

  /** Trains to the end, once. */
  public void run(Listener listener) {
    run(listener, () -> false);
  }

  /**
   * Trains until an end.
   *
   * @param stop asked before each run of steps; if it says so, a checkpoint is written and nothing
   *     more
   * @throws NndException if the loss is no number any more (NND0505), ONNX Runtime fails (NND0512),
   *     or a checkpoint can't be written (NND0533)
   */
  public Ending run(Listener listener, BooleanSupplier stop) {
    try {
      while (!finished()) {
        if (stop.getAsBoolean() || !epoch(listener, stop)) {
          save(state());
          checkpoints.ifPresent(Checkpoints::await);
          return Ending.STOPPED;
        }
      }
      checkpoints.ifPresent(Checkpoints::await);
      if (data.test().isPresent()) {
        test = tested(data.test().get());
        listener.test(test);
      }
      return history.size() < training.epochs() ? Ending.EARLY : Ending.COMPLETE;
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  static NndException failed(OrtException e) {
    return new NndException(
        Diagnostic.of("NND0512", "ONNX Runtime failed to train this model")
            .note(Session.reason(e))
            .help(
                "if memory is short, a smaller batch needs less: --batch; else please report"
                    + " this"));
  }

  private boolean finished() {
    int done = history.size();
    boolean early = best.filter(b -> training.stopping().ends(done, b.epoch())).isPresent();
    return done >= training.epochs() || (early && step == 0);
  }

  /** Does an epoch, or what is left of it; false if it was stopped. */
  private boolean epoch(Listener listener, BooleanSupplier stop) throws OrtException {
    int number = history.size() + 1;
    long start = System.nanoTime();
    double before = seconds;
    listener.begin(number, batches.count(), step);
    if (step == 0) {
      session.restart();
    }
    int alone = begun ? 0 : step + 1;
    try (Batches.Feed feed =
        batches.epoch(number, step, done -> done == alone || due(number, done))) {
      while (step < batches.count()) {
        Stack stack = feed.stack();
        int first = step;
        begun = true;
        for (Map<String, double[]> results : session.steps(stack)) {
          double loss = results.get(Training.LOSS)[0];
          if (!Double.isFinite(loss)) {
            throw diverged(
                "the loss became " + Finite.not(loss).orElseThrow() + " " + inStep(step + 1),
                session.culprit(stack.batch(step - first)));
          }
          learned.add(results, stack.size());
          listener.step(loss, learned::finish);
          step++;
        }
        seconds = before + (System.nanoTime() - start) / 1e9;
        if (stop.getAsBoolean()) {
          return false;
        }
        if (step < batches.count() && due(number, step)) {
          save(state());
        }
      }
    }
    Map<String, Measure> trained = learned.finish();
    Map<String, Measure> validation = measured();
    session.tell(number(validation.isEmpty() ? trained : validation, Training.LOSS));
    Map<String, Tensor> state = state();
    seconds = before + (System.nanoTime() - start) / 1e9;
    Epoch epoch = new Epoch(number, trained, validation, seconds);
    history.add(epoch);
    if (isBest(epoch)) {
      best = Optional.of(new Checkpoint.Best(epoch.number(), session.weights(state)));
    }
    step = 0;
    learned = new Tally(training);
    seconds = 0;
    listener.end(epoch);
    save(state);
    return true;
  }

  /** Whether a checkpoint is due when so many steps of an epoch are done. */
  private boolean due(int epoch, int done) {
    long steps = (epoch - 1L) * batches.count() + done;
    return checkpoints.filter(c -> c.due(steps)).isPresent();
  }

  private boolean isBest(Epoch epoch) {
    Optional<Double> now = monitored(epoch);
    Optional<Double> before = best.flatMap(b -> monitored(history.get(b.epoch() - 1)));
    return now.isPresent()
        && !now.get().isNaN()
        && (before.isEmpty() || training.stopping().better(now.get(), before.get()));
  }

  private Optional<Double> monitored(Epoch epoch) {
    return Optional.of(epoch.validation())
        .filter(v -> !v.isEmpty())
        .map(v -> number(v, training.stopping().monitor()));
  }

  private static double number(Map<String, Measure> measured, String name) {
    return ((Measure.Single) measured.get(name)).value();
  }

  private Map<String, Measure> measured() throws OrtException {
    if (held.isEmpty()) {
      return Map.of();
    }
    Map<String, Measure> all = session.measure(held.get());
    Optional<String> what = Finite.not(number(all, Training.LOSS));
    if (what.isPresent()) {
      state(); // if a weight is the reason, it is told
      throw diverged(
          "the validation loss became " + what.get() + " in epoch " + (history.size() + 1),
          Optional.empty());
    }
    return all;
  }

  /** Loss and metrics of the last examples held out, with the weights that are taken. */
  private Map<String, Measure> tested(Dataset test) throws OrtException {
    try (Batches last = batches(test)) {
      return session.measure(last, weights());
    }
  }

  private void save(Map<String, Tensor> state) {
    checkpoints.ifPresent(
        all ->
            all.save(
                new Checkpoint(
                    identity.orElseThrow(),
                    history,
                    step,
                    seconds,
                    learned.sums(),
                    state,
                    best,
                    finished())));
  }

  /**
   * The state, which is finite if it was so in the beginning: the loss tells of the weights before
   * its step, so nothing has told yet of those behind it.
   */
  private Map<String, Tensor> state() {
    Map<String, Tensor> state = session.state();
    for (Map.Entry<String, Tensor> e : state.entrySet()) {
      Optional<String> what = Finite.not(e.getValue());
      if (what.isPresent() && Finite.not(graph.defaults().get(e.getKey())).isEmpty()) {
        throw diverged(e.getKey() + " became " + what.get() + " " + inStep(step), Optional.empty());
      }
    }
    Tensor scale = state.get(TrainingGraph.LOSS_SCALE);
    if (scale != null && scale.bytes().getFloat() < LEAST_SCALE) {
      throw new NndException(
          Diagnostic.of(
                  "NND0518",
                  "however little the loss is scaled, its gradients are not finite " + inStep(step))
              .note("the loss scale sank to " + scale.bytes().getFloat())
              .help("a smaller learning rate may help: --lr; else --precision float32"));
    }
    return state;
  }

  private String inStep(int number) {
    return "in step " + number + " of epoch " + (history.size() + 1);
  }

  private NndException diverged(String message, Optional<String> first) {
    Diagnostic wrong = Diagnostic.of("NND0505", message);
    wrong = first.map(wrong::note).orElse(wrong);
    if (training.precision() == MixedPrecision.FLOAT16) {
      wrong =
          wrong.note("numbers of float16 end at 65504; --precision float32 tells if that is it");
    }
    Optional<Path> good = checkpoints.flatMap(Checkpoints::good);
    wrong = good.map(file -> "the last good checkpoint is " + file).map(wrong::note).orElse(wrong);
    return new NndException(
        wrong.help("a smaller learning rate usually helps: --lr; so does clip_norm 1"));
  }

  /** The seconds that ONNX Runtime has computed for so far, in this process. */
  public double computing() {
    return session.nanos() / 1e9;
  }

  /** The epochs that are done. */
  public List<Epoch> history() {
    return List.copyOf(history);
  }

  /** The loss and the metrics of the test; empty if there was none. */
  public Map<String, Measure> test() {
    return test;
  }

  /** How many epochs are done. */
  public int epochs() {
    return history.size();
  }

  /** What is done: {@code epoch 3 and 12 of 45 steps}. */
  public String position() {
    String steps = step + " of " + batches.count() + " steps";
    return history.isEmpty()
        ? steps
        : "epoch " + history.size() + (step > 0 ? " and " + steps : "");
  }

  /** The epoch whose weights are taken in the end, if that isn't the last one. */
  public Optional<Integer> restored() {
    return best.map(Checkpoint.Best::epoch)
        .filter(epoch -> training.stopping().patience().isPresent() && epoch < history.size());
  }

  /** The weights that were learned: those of the best epoch if the training has patience. */
  public Map<String, Tensor> weights() {
    return restored()
        .map(epoch -> best.orElseThrow().weights())
        .orElseGet(() -> session.weights(session.state()));
  }

  @Override
  public void close() {
    session.close();
    batches.close();
    held.ifPresent(Batches::close);
    checkpoints.ifPresent(Checkpoints::await);
  }
}
