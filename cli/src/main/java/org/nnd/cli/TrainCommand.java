package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
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
@Command(
    name = "train",
    description = "Train as the file's train section says, and write the trained NAME.onnx.")
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
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Experiment e = source.experiment();
    Training training = overrides().of(e.training().orElseThrow(this::noTraining));
    Path home = data.isPresent() ? Path.of("") : folderOf(source.file);
    DataSource from = training.data().orElseThrow(this::noData);
    Data examples = Data.read(e.network(), training, from, home);
    out.println(
        e.network().name()
            + ": learning from "
            + examples.training().size()
            + " examples"
            + examples.validation().map(v -> ", tried on " + v.size() + " others").orElse(""));

    try (Trainer trainer = new Trainer(training, examples);
        EpochLog lines = new EpochLog(log);
        EpochDisplay display = new EpochDisplay(out, training.epochs(), lines)) {
      trainer.run(display);
      Path model = source.output(folder, ".onnx");
      Written.write(
          model,
          Compiler.inference(e, trainer.weights(), remembered(training, examples)).toBytes());
      out.println("wrote " + model);
    }
    return 0;
  }

  private Overrides overrides() {
    return new Overrides(epochs, batch, seed, lr, validation, data.map(Path::toString));
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
