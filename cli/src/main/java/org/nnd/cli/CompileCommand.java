package org.nnd.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nnd.Compiler;
import org.nnd.check.Experiment;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OnnxModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nnd compile}: the model that predicts and the model that trains, as ONNX files. */
@Command(
    name = "compile",
    description = {
      "Write NAME.onnx, which predicts, and NAME.train.onnx, which does one training step.",
      "Both start with the weights of the seed in the file, and take batches of any size."
    })
final class CompileCommand implements Callable<Integer> {
  private static final long SEED = 1;

  @Spec CommandSpec spec;
  @Mixin SourceFile source;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the files go (default: the current folder).",
      defaultValue = "")
  Path folder;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    Experiment e = source.experiment();
    Map<String, Tensor> weights = e.network().initial(e.training().map(t -> t.seed()).orElse(SEED));
    write(source.output(folder, ".onnx"), Compiler.inference(e, weights, Map.of()));
    e.training()
        .ifPresent(
            t -> write(source.output(folder, ".train.onnx"), Compiler.training(e, t, weights)));
    return choice.fine(spec.commandLine().getOut());
  }

  private void write(Path file, OnnxModel model) {
    Written.write(file, model.toBytes());
    choice.people(spec.commandLine().getOut()).println("wrote " + file);
  }
}
