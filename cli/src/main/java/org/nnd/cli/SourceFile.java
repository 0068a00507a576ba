package org.nnd.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.train.Experiment;
import picocli.CommandLine.Parameters;

/** The file that a command works on, and the model in it. */
final class SourceFile extends ModelChoice {
  @Parameters(paramLabel = "FILE", description = "A file with a network: name.nnd")
  Path file;

  Experiment experiment() {
    return experiment(file);
  }

  /** A file that is written: the name of this one, or of the model that was asked for. */
  Path output(Path folder, String ending) {
    return output(file, folder, ending);
  }

  /** The folder that a file's own paths start from. */
  static Path folder(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }

  /** What is said where a train section is missing. */
  NndException noTraining() {
    return noTraining(file);
  }

  /** The same of a file. */
  static NndException noTraining(Path file) {
    return new NndException(
        Diagnostic.of("NND0510", Location.file(file.toString()), "there is no train section here")
            .help("write one: train Name { data csv(\"data.csv\")  loss ...  optimizer ... }"));
  }

  /** What is said where a train section names no data. */
  NndException noData() {
    return noData(file);
  }

  /** The same of a file. */
  static NndException noData(Path file) {
    return new NndException(
        Diagnostic.of("NND0511", Location.file(file.toString()), "the train section names no data")
            .help("write: data csv(\"data.csv\"), or give it on the command line with --data"));
  }
}
