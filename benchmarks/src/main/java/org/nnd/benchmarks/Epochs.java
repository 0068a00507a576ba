package org.nnd.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.nnd.runtime.Data;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Trainer;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/** A turn is an epoch over real data, with its metrics and what is measured on held-out data. */
final class Epochs implements Turns {
  private final Trainer trainer;

  /**
   * Reads the data and compiles.
   *
   * @param data where it is, whatever the text says
   */
  Epochs(Text text, Path data) {
    Experiment e = text.experiment();
    Training training = e.training().orElseThrow();
    trainer = new Trainer(training, read(e, data), Threads.execution());
  }

  static Data read(Experiment e, Path data) {
    Training training = e.training().orElseThrow();
    return Data.read(
        e.network(),
        training,
        training.data().orElseThrow().at(data.toAbsolutePath().toString()),
        Path.of(""));
  }

  /** One epoch, whatever time it takes. */
  @Override
  public double[] turn(double seconds) {
    round();
    List<Epoch> done = trainer.history();
    return new double[] {done.get(done.size() - 1).seconds() * 1000};
  }

  @Override
  public void round() {
    int before = trainer.epochs();
    trainer.run(epoch -> {}, () -> trainer.epochs() > before);
  }

  @Override
  public void close() {
    trainer.close();
  }
}
