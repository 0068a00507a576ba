package org.nnd.benchmarks;

import java.nio.file.Path;
import org.nnd.train.Experiment;

/** Data is read from its files until examples can be had. */
final class Readings implements Turns {
  private final Experiment experiment;
  private final Path data;

  Readings(Text text, Path data) {
    this.experiment = text.experiment();
    this.data = data;
  }

  @Override
  public void round() {
    if (Epochs.read(experiment, data).training().size() == 0) {
      throw new IllegalStateException("no data in " + data);
    }
  }
}
