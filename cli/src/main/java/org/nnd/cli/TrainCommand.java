package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.report.RateCurve;
import org.nnd.report.Run;
import org.nnd.report.Setting;
import org.nnd.runtime.Checkpoint;
import org.nnd.runtime.Checkpoints;
import org.nnd.runtime.Data;
import org.nnd.runtime.Execution;
import org.nnd.runtime.LearningRates;
import org.nnd.runtime.SavedWeights;
import org.nnd.runtime.StepsPerRun;
import org.nnd.runtime.Target;
import org.nnd.runtime.TrainedModel;
import org.nnd.runtime.Trainer;
import org.nnd.source.Source;
import org.nnd.syntax.Parser;
import org.nnd.train.DataSource;
import org.nnd.train.Experiment;
import org.nnd.train.Overrides;
import org.nnd.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nnd train}: trains on ONNX Runtime and writes the trained model. */
@Command(name = "train", description = "Train as the file says, and write the trained NAME.onnx.")
final class TrainCommand implements Callable<Integer> {
  /** Words that shells take as they are. */
  private static final Pattern SAFE = Pattern.compile("[\\w./=:@%+,-]+");

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
      names = "--precision",
      paramLabel = "NAME",
      description = "What a step computes with: float32, float16 or bfloat16.")
  Optional<String> precision;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      converter = TargetName.class,
      description =
          "What a step is written for: ort-cpu (the default on the CPU) is fastest on this"
              + " processor, ort-cuda (the default on CUDA) has kernels there; portable takes the"
              + " same steps as everywhere, so that another kind of processor can go on.")
  Optional<Target> target;

  @Option(
      names = "--steps-per-run",
      paramLabel = "N",
      converter = StepsPerRunOption.class,
      description =
          "How many steps one run of the graph does at most: a number, or auto (the default), as many"
              + " as pay. The numbers stay the same.",
      defaultValue = "auto")
  StepsPerRun stepsPerRun;

  @Option(
      names = "--recompute",
      description =
          "Compute values again in the backward pass instead of keeping them: less memory, more"
              + " time.")
  boolean recompute;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the model goes (default: the current folder).",
      defaultValue = "")
  Path folder;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Write a line for each epoch: JSON, or a table if it is called .csv.")
  Optional<Path> log;

  @Option(
      names = "--resume",
      paramLabel = "CHECKPOINT",
      arity = "0..1",
      fallbackValue = "",
      description = "Go on from a checkpoint (default: the last one).")
  Optional<Path> resume;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Begin with these weights, found by their names: .safetensors, or a trained .onnx.")
  Optional<Path> weights;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the checkpoints of the last N epochs, beside last and best.",
      defaultValue = "0")
  int keep;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Write a checkpoint every N steps, not only at the end of an epoch.",
      defaultValue = "0")
  int every;

  @Option(names = "--no-checkpoints", description = "Write no checkpoints.")
  boolean noCheckpoints;

  @Option(
      names = "--find-lr",
      description = "Try learning rates instead, write NAME.lr.json and .svg.")
  boolean findLr;

  @Mixin Computing computing;
  @Mixin Reporting reporting;
  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    notNegative("--keep", keep);
    notNegative("--checkpoint-every", every);
    Experiment e = source.experiment();
    Training training = overrides().of(e.training().orElseThrow(source::noTraining));
    Path home = data.isPresent() ? Path.of("") : SourceFile.folder(source.file);
    DataSource from = training.data().orElseThrow(source::noData);
    Execution execution = execution();
    Data examples = Data.read(e.network(), training, from, home);
    if (findLr) {
      return findLr(e, training, examples, execution);
    }
    Path model = source.output(folder, ".onnx");
    Written.prepare(model); // rather than after hours of training
    log.ifPresent(Written::prepare);
    reporting.prepare(source, folder);
    Checkpoints checkpoints = new Checkpoints(source.output(folder, ".checkpoints"), keep, every);
    if (Files.exists(checkpoints.last().getParent())) {
      Written.prepare(checkpoints.last());
    }
    Optional<Path> start = resume.map(p -> p.toString().isEmpty() ? checkpoints.last() : p);
    Optional<Checkpoint> begun = start.map(Checkpoint::read);
    Map<String, Tensor> beginning =
        weights
            .map(file -> SavedWeights.read(e, file).weights())
            .orElseGet(() -> e.network().initial(training.seed()));
    PrintWriter out = choice.people(spec.commandLine().getOut());
    try (Trainer trainer = new Trainer(training, examples, execution, beginning);
        Interruption interruption = new Interruption()) {
      if (!noCheckpoints) {
        trainer.keep(checkpoints);
      }
      Optional<String> before = begun.flatMap(c -> trainer.resume(c, start.get()));
      choice.warn(spec.commandLine().getErr(), trainer.leftToCpu());
      out.println(e.network().name() + ": " + sizes(examples));
      if (begun.isPresent()) {
        out.println("going on from " + start.get() + ", after " + trainer.position());
        before.ifPresent(p -> out.println(moved(p, execution)));
      } else if (!noCheckpoints && checkpoints.unfinished().isPresent()) {
        out.println("a training that had not finished is kept as " + checkpoints.previous());
      }
      long began = System.nanoTime();
      Trainer.Ending ending;
      try (EpochLog lines = new EpochLog(log, begun.map(Checkpoint::history).orElse(List.of()));
          EpochDisplay display =
              new EpochDisplay(
                  out,
                  training.epochs(),
                  examples.training().classes(),
                  Terminal.present(),
                  lines)) {
        List<Trainer.Listener> listeners = new ArrayList<>(List.of(display));
        reporting.events().ifPresent(listeners::add);
        ending = trainer.run(Trainer.Listener.all(listeners), interruption);
      }
      if (ending == Trainer.Ending.STOPPED) {
        out.println(stopped(trainer));
        return Interruption.EXIT;
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      trainer.restored().ifPresent(best -> out.println(restored(training, ending, best)));
      Written.write(
          model,
          Compiler.inference(
              e, trainer.weights(), TrainedModel.metadata(training, examples.schema())));
      out.println(
          String.format(
              Locale.ROOT,
              "wrote %s after %s in %.2f s",
              model,
              epochs(trainer.epochs()),
              seconds));
      reporting
          .write(source, folder, run(e, training, examples, execution, trainer, seconds))
          .ifPresent(out::println);
    }
    return choice.fine(spec.commandLine().getOut());
  }

  /** What is reported. */
  private Run run(
      Experiment e,
      Training training,
      Data examples,
      Execution execution,
      Trainer trainer,
      double seconds) {
    Map<String, String> given = Reporting.settings(spec.commandLine().getParseResult());
    return new Run(
        e,
        training,
        Setting.of(Parser.parse(Source.read(source.file)), training, given),
        examples,
        trainer.history(),
        trainer.restored(),
        trainer.test(),
        trainer.weights(),
        execution.provider(),
        seconds,
        ZonedDateTime.now(ZoneId.systemDefault()),
        Run.versions(Main.Version.number(), execution.provider()));
  }

  private void notNegative(String option, int n) {
    if (n < 0) {
      throw new ParameterException(spec.commandLine(), option + " must be at least 0, not " + n);
    }
  }

  private int findLr(Experiment e, Training training, Data examples, Execution execution) {
    if (weights.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--find-lr begins with the weights of the seed, not with --weights");
    }
    if (resume.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--find-lr begins anew, and --resume goes on: give one of them");
    }
    Path file = source.output(folder, ".lr.json");
    Path picture = source.output(folder, ".lr.svg");
    Written.prepare(file);
    Written.prepare(picture);
    PrintWriter out = choice.people(spec.commandLine().getOut());
    out.println(e.network().name() + ": " + sizes(examples));
    LearningRates rates = LearningRates.of(training, examples, execution);
    Written.write(file, (rates.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    Written.write(picture, new RateCurve(rates).svg().getBytes(StandardCharsets.UTF_8));
    if (rates.steepest().isPresent() && rates.tenthOfLowest().isPresent()) {
      out.println(
          String.format(
              Locale.ROOT,
              "the loss falls most steeply at --lr %.1e; a tenth of where it is lowest is %.1e",
              rates.steepest().getAsDouble(),
              rates.tenthOfLowest().getAsDouble()));
    } else {
      out.println("the loss falls at none of these learning rates");
    }
    int steps = rates.steps().size();
    out.println(
        String.format(Locale.ROOT, "wrote %s and %s after %,d steps", file, picture, steps));
    return choice.fine(spec.commandLine().getOut());
  }

  private Execution execution() {
    Execution execution = Execution.of(computing.provider()).with(stepsPerRun);
    return target.map(execution::with).orElse(execution);
  }

  private static String epochs(int n) {
    return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? "epoch" : "epochs");
  }

  private static String moved(String before, Execution now) {
    return "until here it was computed on "
        + before
        + ", from here on "
        + now.provider().kind()
        + ": numbers are rounded otherwise";
  }

  private static String restored(Training training, Trainer.Ending ending, int best) {
    String monitor = "val_" + training.stopping().monitor();
    return (ending == Trainer.Ending.EARLY ? "stopped early: " : "")
        + monitor
        + " was best in epoch "
        + best
        + ", whose weights are taken";
  }

  /** Where it stopped, and the command that goes on. */
  private String stopped(Trainer trainer) {
    String where = "stopped after " + trainer.position();
    if (noCheckpoints) {
      return where + "; nothing is kept";
    }
    List<String> words = new ArrayList<>(List.of("nnd"));
    for (String word : spec.root().commandLine().getParseResult().originalArgs()) {
      words.add(SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    words.removeIf(
        w -> w.startsWith("--resume") || resume.map(Path::toString).filter(w::equals).isPresent());
    words.add("--resume");
    return where + "; go on with: " + String.join(" ", words);
  }

  private static String sizes(Data data) {
    String held = data.validation().map(v -> count(v.size()) + " held out").orElse("none held out");
    String test = data.test().map(t -> ", " + count(t.size()) + " for the test").orElse("");
    return count(data.training().size()) + " examples to learn from, " + held + test;
  }

  private static String count(int n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private Overrides overrides() {
    return new Overrides(
        epochs,
        patience,
        monitor,
        batch,
        seed,
        lr,
        validation,
        data.map(Path::toString),
        precision,
        recompute);
  }
}
