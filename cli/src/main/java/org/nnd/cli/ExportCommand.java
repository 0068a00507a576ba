package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.runtime.Data;
import org.nnd.runtime.SavedWeights;
import org.nnd.runtime.TrainedModel;
import org.nnd.source.NndException;
import org.nnd.train.Experiment;
import org.nnd.train.Overrides;
import org.nnd.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd export}: the model that predicts, with weights that any program trained. */
@Command(
    name = "export",
    description = "Write the model that predicts, with weights that any program trained.")
final class ExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  // Not required here, for a subcommand has a file of its own.
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "A file with a network: name.nnd")
  Optional<Path> file;

  @Mixin ModelChoice choice;

  @Option(
      names = "--weights",
      paramLabel = "STATE",
      description =
          "What was trained: a state as .safetensors, a .train.onnx whose defaults it is, a"
              + " checkpoint or a folder of them, a trained .onnx (default: NAME.onnx in the"
              + " current folder).")
  Optional<Path> weights;

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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file that is written, or its folder (default: NAME.onnx).")
  Optional<Path> output;

  @Mixin Format.Choice format;

  @Override
  public Integer call() {
    Path text =
        file.orElseThrow(
            () -> new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'"));
    Experiment e = choice.experiment(text);
    Path to = target(text, ".onnx");
    Written.prepare(to);
    SavedWeights saved =
        SavedWeights.read(e, weights.orElseGet(() -> choice.output(text, Path.of(""), ".onnx")));
    PrintWriter out = format.people(spec.commandLine().getOut());
    Written.write(to, Compiler.inference(e, saved.weights(), remembered(e, text, saved, out)));
    out.println("wrote " + to);
    return format.fine(spec.commandLine().getOut());
  }

  private Path target(Path text, String ending) {
    Path name = choice.output(text, Path.of(""), ending);
    return output.map(o -> Files.isDirectory(o) ? o.resolve(name) : o).orElse(name);
  }

  /** How predictions read their data: as the weights' file says, else as the training read its. */
  private Map<String, String> remembered(
      Experiment e, Path text, SavedWeights saved, PrintWriter out) {
    if (!saved.remembered().isEmpty() || e.training().isEmpty()) {
      return saved.remembered();
    }
    try {
      Training training = e.training().get();
      return learned(e, training, text)
          .map(d -> TrainedModel.metadata(training, d.schema()))
          .orElse(Map.of());
    } catch (NndException wrong) {
      if (data.isPresent()) {
        throw wrong;
      }
      out.println(
          "columns and classes are not remembered: " + wrong.diagnostics().get(0).message());
      return Map.of();
    }
  }

  /** What the training learned from, if it is said. */
  private Optional<Data> learned(Experiment e, Training training, Path text) {
    Path home =
        data.isPresent() ? Path.of("") : Optional.ofNullable(text.getParent()).orElse(Path.of(""));
    return Overrides.reading(data.map(Path::toString), validation)
        .of(training)
        .data()
        .map(source -> Data.read(e.network(), training, source, home));
  }
}
