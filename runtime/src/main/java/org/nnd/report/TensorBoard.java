package org.nnd.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Trainer;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;
import org.nnd.train.Measure;

/**
 * A training as TensorBoard shows it: a folder with the runs {@code train} and {@code validation},
 * whose numbers have the same names, so that they share a chart; {@code batch_loss} for each step,
 * {@code epoch_loss} and {@code epoch_accuracy} for each epoch, as Keras calls them.
 */
public final class TensorBoard implements Trainer.Listener {
  private final Path folder;
  private final Supplier<Double> clock;
  private final EventFile training;
  private Optional<EventFile> validation = Optional.empty();
  private long steps;

  /**
   * Begins files beside those that are there.
   *
   * @param clock seconds since 1970
   * @throws NndException if the folder can't be written (NND0509)
   */
  public TensorBoard(Path folder, Supplier<Double> clock) {
    this.folder = folder;
    this.clock = clock;
    this.training = begin("train");
  }

  private EventFile begin(String run) {
    double now = clock.get();
    String name = String.format(Locale.ROOT, "events.out.tfevents.%.3f.nnd", now);
    Path file = folder.resolve(run).resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return new EventFile(file, now);
    } catch (IOException e) {
      throw new NndException(FileProblem.unwritable(folder, "NND0509", e));
    }
  }

  @Override
  public void begin(int epoch, int all, int done) {
    steps = (epoch - 1L) * all + done;
  }

  @Override
  public void step(double loss, Supplier<Map<String, Measure>> soFar) {
    writing(() -> training.add(clock.get(), ++steps, Map.of("batch_loss", loss)));
  }

  @Override
  public void end(Epoch epoch) {
    if (validation.isEmpty() && !epoch.validation().isEmpty()) {
      validation = Optional.of(begin("validation"));
    }
    writing(
        () -> {
          add(training, epoch.number(), epoch.training());
          if (validation.isPresent()) {
            add(validation.get(), epoch.number(), epoch.validation());
          }
        });
  }

  private void add(EventFile file, int epoch, Map<String, Measure> measured) throws IOException {
    Map<String, Double> numbers = new LinkedHashMap<>();
    measured.forEach(
        (name, measure) -> {
          if (measure instanceof Measure.Single x) {
            numbers.put("epoch_" + name, x.value());
          }
        });
    file.add(clock.get(), epoch, numbers);
    file.flush();
  }

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  private void writing(Writing some) {
    try {
      some.write();
    } catch (IOException e) {
      throw new NndException(FileProblem.unwritable(folder, "NND0509", e));
    }
  }
}
