package org.nnd.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.data.Parts;
import org.nnd.data.Schema;
import org.nnd.ir.Value;
import org.nnd.runtime.Data;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Trainer;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Training;

/**
 * Training steps as a user has them: the product's own {@link Trainer}, which gets its batches from
 * another thread and reads the loss of each.
 */
final class Steps implements Turns {
  /** An epoch is so long that its end is rarely met. */
  private static final int EXAMPLES = 640_000;

  private final Trainer trainer;

  /**
   * Compiles and makes ready.
   *
   * @param folder with {@code input.bin} and {@code label.bin}, the numbers of a few batches
   * @param running what isn't as the text says
   */
  Steps(Text text, Path folder, Running running) throws IOException {
    Experiment experiment = text.experiment();
    Training training = running.overrides().of(experiment.training().orElseThrow());
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Value input : experiment.network().inputs()) {
      columns.put(
          input.name(),
          Repeated.of(folder.resolve("input.bin"), input.type().perExample(), EXAMPLES));
    }
    columns.put(
        Dataset.LABEL,
        Repeated.of(folder.resolve("label.bin"), training.labelType().orElseThrow(), EXAMPLES));
    Dataset inOrder = new Dataset(columns, List.of(), true);
    trainer = new Trainer(training, new Data(Parts.of(inOrder), Schema.NONE), running.execution());
  }

  @Override
  public void round() {
    losses(1);
  }

  @Override
  public double[] turn(double seconds) {
    Stopwatch watch = new Stopwatch(seconds);
    AtomicInteger steps = new AtomicInteger();
    train(
        loss -> steps.incrementAndGet(),
        () -> {
          int done = steps.getAndSet(0);
          if (done > 0) {
            watch.lap(done);
          }
          return watch.over();
        });
    return watch.laps();
  }

  @Override
  public double[] losses(int rounds) {
    List<Double> losses = new ArrayList<>();
    train(losses::add, () -> losses.size() >= rounds);
    return losses.stream().mapToDouble(Double::doubleValue).limit(rounds).toArray();
  }

  private interface Seen {
    void step(double loss);
  }

  private void train(Seen seen, BooleanSupplier stop) {
    trainer.run(
        new Trainer.Listener() {
          @Override
          public void step(double loss, Supplier<Map<String, Measure>> soFar) {
            seen.step(loss);
          }

          @Override
          public void end(Epoch epoch) {}
        },
        stop);
  }

  @Override
  public void close() {
    trainer.close();
  }
}
