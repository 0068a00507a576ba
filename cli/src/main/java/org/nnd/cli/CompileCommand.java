package org.nnd.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OnnxModel;
import org.nnd.runtime.LeftToCpu;
import org.nnd.runtime.SavedWeights;
import org.nnd.runtime.Target;
import org.nnd.train.Experiment;
import org.nnd.train.Overrides;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nnd compile}: the model that predicts and the model that trains, as ONNX files. */
@Command(
    name = "compile",
    description = {
      "Write NAME.onnx, which predicts, NAME.init.onnx, which gives what a training begins with,"
          + " NAME.train.onnx, which does one training step, and NAME.eval.onnx, which measures"
          + " loss and metrics.",
      "The first weights are those of the seed in the file, or of --weights; batches may have any size."
    })
final class CompileCommand implements Callable<Integer> {
  private static final long SEED = 1;

  /** What a step says it is written for, where not every runtime takes it. */
  private static final String TARGET = "nnd.target";

  @Spec CommandSpec spec;
  @Mixin SourceFile source;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the files go (default: the current folder).",
      defaultValue = "")
  Path folder;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How many steps the training will have, for schedules that depend on it.")
  Optional<Long> steps;

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
          "Where NAME.train.onnx will run: portable (the default) has"
              + " standard operators only; ort-cpu is for ONNX Runtime on processors like this one,"
              + " ort-cuda for its CUDA provider.")
  Optional<Target> target;

  @Option(
      names = "--steps-per-run",
      paramLabel = "1|any",
      description =
          "With any, NAME.train.onnx takes batches stacked along one more axis, the first, and does a"
              + " step with each (default: 1).",
      defaultValue = "1")
  String stepsPerRun;

  @Option(
      names = "--recompute",
      description =
          "Compute values again in the backward pass instead of keeping them: less memory, more time.")
  boolean recompute;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Weights, found by their names: safetensors, a checkpoint, or a trained .onnx (default:"
              + " those of the seed).")
  Optional<Path> saved;

  @Option(
      names = "--training-info",
      description = "Put the training step into NAME.onnx too, as ONNX's own TrainingInfoProto.")
  boolean information;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    boolean repeats = stepsPerRun.equals("any");
    if (!repeats && !stepsPerRun.equals("1")) {
      throw new ParameterException(
          spec.commandLine(),
          "--steps-per-run must be 1 or any, not "
              + stepsPerRun
              + ": with any, each run does as many steps as it is fed batches");
    }
    Experiment e = source.experiment();
    Optional<Training> training =
        e.training()
            .map(this::lasting)
            .map(t -> Overrides.in(precision, t))
            .map(t -> recompute ? t.recomputing() : t);
    Map<String, Tensor> weights =
        saved
            .map(file -> SavedWeights.read(e, file).weights())
            .orElseGet(() -> e.network().initial(training.map(Training::seed).orElse(SEED)));
    OnnxModel predicts = Compiler.inference(e, weights, Map.of());
    if (training.isEmpty()
        && (information
            || recompute
            || repeats
            || steps.isPresent()
            || precision.isPresent()
            || target.isPresent())) {
      throw source.noTraining();
    }
    if (training.isEmpty()) {
      write(".onnx", predicts);
      return choice.fine(spec.commandLine().getOut());
    }
    Training t = training.get();
    write(".onnx", information ? predicts.with(Compiler.information(t, weights)) : predicts);
    Target where = target.orElse(Target.PORTABLE);
    TrainingGraph step = TrainingGraph.of(t, weights, where.lowering());
    if (where == Target.ORT_CUDA) {
      choice.warn(spec.commandLine().getErr(), LeftToCpu.of(step.graph()));
    }
    write(".init.onnx", Compiler.initialization(e, step));
    OnnxModel trains = Compiler.training(e, t, repeats ? step.repeated() : step);
    write(".train.onnx", where == Target.PORTABLE ? trains : trains.with(TARGET, where.describe()));
    write(".eval.onnx", Compiler.evaluation(e, t));
    if (t.descent().needsSteps()) {
      choice
          .people(spec.commandLine().getOut())
          .println(
              "the schedule depends on how long the training is: say it with --steps, or feed"
                  + " schedule/steps");
    }
    return choice.fine(spec.commandLine().getOut());
  }

  private Training lasting(Training t) {
    return steps.map(Overrides::steps).map(t::lasting).orElse(t);
  }

  private void write(String ending, OnnxModel model) {
    Path file = source.output(folder, ending);
    Written.write(file, model);
    choice.people(spec.commandLine().getOut()).println("wrote " + file);
  }
}
