package org.nnd.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.OnnxReader;
import org.nnd.quantize.Form;
import org.nnd.runtime.Data;
import org.nnd.runtime.Export;
import org.nnd.runtime.SavedWeights;
import org.nnd.runtime.TrainedModel;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.train.Experiment;
import picocli.CommandLine.ArgGroup;
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
    description = {
      "Write the model that predicts, with weights that any program trained.",
      "In numbers of fewer bits it tells what that costs, on the examples held out."
    },
    subcommands = ExportWebCommand.class)
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
          "What was trained: a state as .safetensors, a"
              + " checkpoint or a folder of them, a trained .onnx (default: NAME.onnx in the"
              + " current folder).")
  Optional<Path> weights;

  @ArgGroup Numbers numbers = new Numbers();

  /** What the model computes with; one of these. */
  static final class Numbers {
    @Option(
        names = "--float16",
        description =
            "Weights and products with numbers of 16 bits: half the size. Inputs and outputs stay"
                + " as they are.")
    boolean float16;

    @Option(
        names = "--int8",
        paramLabel = "HOW",
        converter = ScalesName.class,
        description =
            "Weights and products with whole numbers of 8 bits: a quarter of the size. dynamic"
                + " finds the values' scales anew in each run; static finds them in the training"
                + " data.")
    Optional<Form> int8 = Optional.empty();

    Form form() {
      return int8.orElse(float16 ? Form.FLOAT16 : Form.FLOAT32);
    }
  }

  @Mixin LearnedFrom from;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file that is written, or its folder (default: NAME.onnx).")
  Optional<Path> output;

  @Mixin Computing computing;
  @Mixin Format.Choice format;

  @Override
  public Integer call() {
    Path text =
        file.orElseThrow(
            () -> new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'"));
    Form form = numbers.form();
    Path to = target(text, form.ending() + ".onnx");
    boolean model = text.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    return model ? ofModel(text, to, form) : ofText(text, to, form);
  }

  /** A text's network, with weights that were trained. */
  private int ofText(Path text, Path to, Form form) {
    Experiment e = choice.experiment(text);
    Written.prepare(to);
    SavedWeights saved =
        SavedWeights.read(e, weights.orElseGet(() -> choice.output(text, Path.of(""), ".onnx")));
    ExportReport report = new ExportReport(to, form);
    Optional<Data> learned = learned(e, text, saved, form, report);
    Export export =
        learned
            .map(
                d ->
                    Export.of(
                        e,
                        e.training().orElseThrow(),
                        d,
                        saved.weights(),
                        form,
                        computing.provider()))
            .orElseGet(() -> Export.of(e, saved.weights(), form));
    Map<String, String> metadata = new TreeMap<>(saved.remembered());
    if (metadata.isEmpty()) {
      learned.ifPresent(
          d -> metadata.putAll(TrainedModel.metadata(e.training().orElseThrow(), d.schema())));
    }
    OnnxModel before = Compiler.inference(e, saved.weights(), metadata);
    if (form != Form.FLOAT32) {
      metadata.put(Form.KEY, form.toString());
    }
    OnnxModel after = Compiler.inference(e, export.graph(), metadata);
    Written.write(to, after);
    report.print(export.comparison(), before, after, format.format, spec.commandLine().getOut());
    return 0;
  }

  /** Any model, with the weights that it has. */
  private int ofModel(Path file, Path to, Form form) {
    if (weights.isPresent() || from.data.isPresent() || from.validation.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--weights, --data and --validation go with a text: name.nnd");
    }
    if (form == Form.FLOAT32) {
      throw new ParameterException(
          spec.commandLine(), "Say what the model is to compute with: --float16 or --int8 dynamic");
    }
    if (form == Form.STATIC) {
      throw new NndException(
          Diagnostic.of(
                  "NND0674",
                  Location.file(file.toString()),
                  "int8 static finds its scales in training data, which a text names")
              .help("give the text: nnd export NAME.nnd --weights " + file + " --int8 static"));
    }
    Written.prepare(to);
    OnnxModel before = OnnxReader.read(file);
    if (before.metadata().containsKey("nnd.state")) {
      throw new NndException(
          Diagnostic.of(
                  "NND0675",
                  Location.file(file.toString()),
                  "this model does a training step; what predicts is exported")
              .help("give the text: nnd export NAME.nnd --weights STATE"));
    }
    Map<String, String> metadata = new TreeMap<>(before.metadata());
    metadata.put(Form.KEY, form.toString());
    OnnxModel after = new OnnxModel(form.of(before.graph(), g -> Map.of()), before.doc(), metadata);
    Written.write(to, after);
    ExportReport report = new ExportReport(to, form);
    report.note("not measured: the text does it, nnd export NAME.nnd --weights " + file);
    report.print(Optional.empty(), before, after, format.format, spec.commandLine().getOut());
    return 0;
  }

  private Path target(Path text, String ending) {
    Path name = choice.output(text, Path.of(""), ending);
    return output.map(o -> Files.isDirectory(o) ? o.resolve(name) : o).orElse(name);
  }

  /**
   * What the training learned from: to tell how predictions read their data if the weights' file
   * does not, to find ranges, to measure what is lost.
   */
  private Optional<Data> learned(
      Experiment e, Path text, SavedWeights saved, Form form, ExportReport report) {
    if (form == Form.STATIC && e.training().isEmpty()) {
      throw SourceFile.noTraining(text);
    }
    if (e.training().isEmpty() || (form == Form.FLOAT32 && !saved.remembered().isEmpty())) {
      return Optional.empty();
    }
    try {
      Optional<Data> read = from.read(e, e.training().get(), text);
      if (form == Form.STATIC && read.isEmpty()) {
        throw SourceFile.noData(text);
      }
      return read;
    } catch (NndException wrong) {
      if (form == Form.STATIC || from.data.isPresent()) {
        throw wrong;
      }
      report.note(
          (form == Form.FLOAT32 ? "columns and classes are not remembered: " : "not measured: ")
              + wrong.diagnostics().get(0).message());
      return Optional.empty();
    }
  }
}
