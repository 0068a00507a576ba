package org.nnd.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.nnd.data.Dataset;
import org.nnd.data.Schema;
import org.nnd.ir.Tensor;
import org.nnd.onnx.SavedModel;
import org.nnd.quantize.Form;
import org.nnd.report.Figure;
import org.nnd.runtime.Checkpoint;
import org.nnd.runtime.Checkpoints;
import org.nnd.runtime.Data;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Evaluation;
import org.nnd.runtime.ModelEvaluation;
import org.nnd.runtime.Provider;
import org.nnd.runtime.TrainedModel;
import org.nnd.train.DataSource;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Training;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nnd eval}: loss and metrics of a train section, with weights that were trained. */
@Command(
    name = "eval",
    description = "Measure loss and metrics of a trained model on labelled data.")
final class EvalCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin SourceFile source;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "Labelled examples, of the kind that the train section names.")
  Path data;

  @ArgGroup Trained trained = new Trained();

  /** Where the weights are. */
  static final class Trained {
    @Option(
        names = "--weights",
        paramLabel = "MODEL",
        description = "The trained model (default: NAME.onnx in the current folder).")
    Optional<Path> weights = Optional.empty();

    @Option(
        names = "--checkpoint",
        paramLabel = "PATH",
        description =
            "A checkpoint, or a folder of them: the best one, else the last. The training data"
                + " tell how it reads others.")
    Optional<Path> checkpoint = Optional.empty();
  }

  @Mixin Computing computing;
  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    Experiment e = source.experiment();
    Training training = e.training().orElseThrow(source::noTraining);
    DataSource from = training.data().orElseThrow(source::noData).at(data.toString());
    Learned learned =
        trained
            .checkpoint
            .map(path -> Learned.of(e, training, source.file, Checkpoints.in(path)))
            .orElseGet(() -> Learned.of(e, training, trained.weights.orElseGet(this::model)));
    Provider provider = computing.provider();
    Dataset examples = Data.labelled(e.network(), training, from, learned.schema);
    Map<String, Measure> measures = learned.measuring.apply(examples, provider);
    PrintWriter out = spec.commandLine().getOut();
    if (choice.format == Format.JSON) {
      JsonObject json = new JsonObject();
      json.addProperty("examples", examples.size());
      Epoch.toJson("", measures).entrySet().forEach(m -> json.add(m.getKey(), m.getValue()));
      out.println(json);
    } else {
      table(examples.size(), measures, learned.schema.classes(), out);
    }
    return 0;
  }

  private Path model() {
    return source.output(Path.of(""), ".onnx");
  }

  /** What a training left: how it is measured, and how it read its data. */
  private record Learned(
      BiFunction<Dataset, Provider, Map<String, Measure>> measuring, Schema schema) {
    /** Weights are found by their names; where they are no floats, the model itself is asked. */
    static Learned of(Experiment e, Training training, Path model) {
      SavedModel saved = SavedModel.read(model);
      Schema schema = TrainedModel.of(saved, model).schema();
      if (saved.metadata().containsKey(Form.KEY)) {
        return new Learned(
            (examples, provider) ->
                ModelEvaluation.of(training, e.network(), model, examples, provider),
            schema);
      }
      return of(training, Evaluation.weights(training, saved, model), schema);
    }

    private static Learned of(Training training, Map<String, Tensor> weights, Schema schema) {
      return new Learned(
          (examples, provider) -> Evaluation.of(training, weights, examples, provider), schema);
    }

    /** A checkpoint doesn't hold how data is read: that is found again in what it learned from. */
    static Learned of(Experiment e, Training training, Path text, Path file) {
      Checkpoint c = Checkpoint.read(file, "without --checkpoint, the trained model is measured");
      Path home = SourceFile.folder(text);
      Data data = Data.read(e.network(), training, training.data().orElseThrow(), home);
      return of(training, c.weights(training, data, file), data.schema());
    }
  }

  private static void table(
      int examples, Map<String, Measure> measures, List<String> classes, PrintWriter out) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("examples", String.format(Locale.ROOT, "%,d", examples));
    measures.forEach(
        (name, measure) -> {
          if (measure instanceof Measure.Single x) {
            rows.put(name, Figure.text(x.value()));
          }
        });
    int names = rows.keySet().stream().mapToInt(String::length).max().orElseThrow();
    int numbers = rows.values().stream().mapToInt(String::length).max().orElseThrow();
    rows.forEach(
        (name, number) ->
            out.println(
                name + " ".repeat(names - name.length() + 2 + numbers - number.length()) + number));
    measures.forEach(
        (name, measure) -> {
          if (measure instanceof Measure.Matrix m) {
            new ConfusionTable(m, classes).lines(name).forEach(out::println);
          }
        });
  }
}
