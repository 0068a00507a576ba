package org.nnd.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.Compiler;
import org.nnd.train.Experiment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

  @Option(
      names = "--from",
      paramLabel = "MODEL.onnx",
      description =
          "The network of an ONNX file, for a FILE that has a train section only; its inputs and"
              + " outputs have their names there.")
  Optional<Path> from;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /** The model in a file, or the one that the file trains. */
  Experiment experiment(Path file) {
    if (from.isPresent() && (model.isPresent() || !values.isEmpty())) {
      throw new ParameterException(
          command.commandLine(),
          "--from brings the only model: --model and --set say nothing there");
    }
    return from.map(m -> Compiler.train(file, m))
        .orElseGet(() -> Compiler.choose(Compiler.check(file, values), model));
  }

  /** A file that is written: the name of another one, or of the model that was asked for. */
  Path output(Path file, Path folder, String ending) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = model.orElse(dot > 0 ? name.substring(0, dot) : name);
    return folder.resolve(stem + ending);
  }
}
