package org.nnd.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.nnd.runtime.Data;
import org.nnd.train.Experiment;
import org.nnd.train.Overrides;
import org.nnd.train.Training;
import picocli.CommandLine.Option;

/** What a training learned from, as its text says or the command line. */
final class LearnedFrom {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "What was learned from, in place of the file's own.")
  Optional<Path> data;

  @Option(
      names = "--validation",
      paramLabel = "X",
      description = "The share of examples that was held out, from 0 to 1.")
  Optional<Double> validation;

  /** Reads it; nothing if the training names no data. */
  Optional<Data> read(Experiment e, Training training, Path text) {
    Path home = data.isPresent() ? Path.of("") : SourceFile.folder(text);
    Training read = Overrides.reading(data.map(Path::toString), validation).of(training);
    return read.data().map(from -> Data.read(e.network(), read, from, home));
  }
}
