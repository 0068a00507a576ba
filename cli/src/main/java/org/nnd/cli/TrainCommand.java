package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.check.Experiment;
import org.nnd.runtime.Data;
import org.nnd.runtime.TrainedModel;
import org.nnd.runtime.Trainer;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.train.DataSource;
import org.nnd.train.Overrides;
import org.nnd.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nnd train}: trains on ONNX Runtime and writes the trained model. */
@Command(name = "train", description = "Train as the file says, and write the trained NAME.onnx.")
final class TrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin SourceFile source;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "A CSV file or a folder of images, in place of the file's own.")
  Optional<Path> data;

  @Option(names = "--epochs", paramLabel = "N", description = "How often every example is seen.")
  Optional<Long> epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Epochs no better than the best to wait for before it ends.")
  Optional<Long> patience;

  @Option(
      names = "--monitor",
      paramLabel = "NAME",
      description = "What tells the best epoch: loss, or a metric.")
  Optional<String> monitor;

  @Option(names = "--batch", paramLabel = "N", description = "Examples in a step.")
  Optional<Long> batch;

  @Option(names = "--lr", paramLabel = "X", description = "The optimizer's learning rate.")
  Optional<Double> lr;

  @Option(
      names = "--validation",
      paramLabel = "X",
      description = "The share of examples held out, from 0 to 1.")
  Optional<Double> validation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the weights, the order of examples, dropout and the part held out.")
  Optional<Long> seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the model goes (default: the current folder).",
      defaultValue = "")
  Path folder;

  @Option(
      names = "--log",
      paramLabel = "FILE.jsonl",
      description = "Write a line of JSON for each epoch.")
  Optional<Path> log;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    Experiment e = source.experiment();
    Training training = overrides().of(e.training().orElseThrow(this::noTraining));
    Path home = data.isPresent() ? Path.of("") : folderOf(source.file);
    DataSource from = training.data().orElseThrow(this::noData);
    Data examples = Data.read(e.network(), training, from, home);
    Path model = source.output(folder, ".onnx");
    Written.prepare(model); // rather than after hours of training
    PrintWriter out = choice.people(spec.commandLine().getOut());
    try (EpochLog lines = new EpochLog(log);
        Trainer trainer = new Trainer(training, examples);
        EpochDisplay display =
            new EpochDisplay(out, training.epochs(), Terminal.present(), lines)) {
      out.println(e.network().name() + ": " + sizes(examples));
      long start = System.nanoTime();
      trainer.run(display);
      double seconds = (System.nanoTime() - start) / 1e9;
      Written.write(
          model,
          Compiler.inference(e, trainer.weights(), remembered(training, examples)).toBytes());
      String epochs = training.epochs() == 1 ? " epoch" : " epochs";
      out.println(
          String.format(
              Locale.ROOT,
              "wrote %s after %,d%s in %.2f s",
              model,
              training.epochs(),
              epochs,
              seconds));
    }
    return choice.fine(spec.commandLine().getOut());
  }

  private static String sizes(Data data) {
    String held = data.validation().map(v -> count(v.size()) + " held out").orElse("none held out");
    return count(data.training().size()) + " examples to learn from, " + held;
  }

  private static String count(int n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private Overrides overrides() {
    return new Overrides(
        epochs, patience, monitor, batch, seed, lr, validation, data.map(Path::toString));
  }

  private static Path folderOf(Path file) {
    return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
  }

  private Map<String, String> remembered(Training training, Data examples) {
    return training
        .prediction()
        .map(
            output ->
                new TrainedModel(
                        output,
                        training.classes() > 0,
                        examples.training().classes(),
                        examples.features(),
                        examples.labels())
                    .toMetadata())
        .orElse(Map.of());
  }

  private NndException noTraining() {
    return new NndException(
        Diagnostic.of(
                "NND0510", Location.file(source.file.toString()), "there is no train section here")
            .help("write one: train Name { data csv(\"data.csv\")  loss ...  optimizer ... }"));
  }

  private NndException noData() {
    return new NndException(
        Diagnostic.of(
                "NND0511", Location.file(source.file.toString()), "the train section names no data")
            .help("write: data csv(\"data.csv\"), or give it on the command line with --data"));
  }
}
