package org.nnd.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.Compiler;
import org.nnd.train.Experiment;
import picocli.CommandLine.Option;

/** Which model of a file is meant, and with which values for its parameters. */
class ModelChoice {
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

  /** The model in a file. */
  Experiment experiment(Path file) {
    return Compiler.choose(Compiler.check(file, values), model);
  }

  /** A file that is written: the name of another one, or of the model that was asked for. */
  Path output(Path file, Path folder, String ending) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = model.orElse(dot > 0 ? name.substring(0, dot) : name);
    return folder.resolve(stem + ending);
  }
}
