package org.nnd.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.Compiler;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.train.Experiment;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file that a command works on, and the model in it. */
final class SourceFile {
  @Parameters(paramLabel = "FILE", description = "A file with a network: name.nnd")
  Path file;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Which model, if the file has several.")
  Optional<String> model;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Another value for a parameter of the model: --set classes=100.")
  Map<String, String> values = new LinkedHashMap<>();

  Experiment experiment() {
    return Compiler.choose(Compiler.check(file, values), model);
  }

  /** A file that is written: the name of this one, or of the model that was asked for. */
  Path output(Path folder, String ending) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = model.orElse(dot > 0 ? name.substring(0, dot) : name);
    return folder.resolve(stem + ending);
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
    return new NndException(
        Diagnostic.of("NND0511", Location.file(file.toString()), "the train section names no data")
            .help("write: data csv(\"data.csv\"), or give it on the command line with --data"));
  }
}
