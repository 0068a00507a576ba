package org.nnd.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.diagram.Drawing;
import org.nnd.diagram.Folding;
import org.nnd.diagram.ModelScheme;
import org.nnd.diagram.NetworkScheme;
import org.nnd.diagram.Scheme;
import org.nnd.diagram.TrainingScheme;
import org.nnd.onnx.OnnxFile;
import org.nnd.train.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nnd graph}: the picture of a network. */
@Command(
    name = "graph",
    description = {
      "Draw a network, or an ONNX file of any origin, as SVG: layers, blocks, what flows between"
          + " them.",
      "What doesn't fit on a page is folded, but for one block of each kind; equal blocks in a row"
          + " are one box."
    })
final class GraphCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin SourceFile source;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.svg",
      description = "Where the picture goes (default: NAME.svg in the current folder).")
  Optional<Path> output;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "How many levels of blocks are seen; 1 folds every block.")
  Optional<Integer> depth;

  @Option(
      names = "--open",
      paramLabel = "NAME",
      description = "A block that is seen from inside, or all of a kind: residual_2, residual.")
  List<String> open = List.of();

  @Option(
      names = "--fold",
      paramLabel = "NAME",
      description = "A block that is one box, or all of a kind.")
  List<String> fold = List.of();

  @Option(names = "--each", description = "Draw equal blocks in a row one by one.")
  boolean each;

  @Option(
      names = "--training",
      description =
          "Draw a training step: where gradients flow, and how many operators compute them and move"
              + " the weights.")
  boolean training;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    if (depth.isPresent() && depth.get() < 1) {
      throw new ParameterException(
          spec.commandLine(), "--depth must be at least 1, not " + depth.get());
    }
    Path picture = output.orElseGet(() -> source.output(Path.of(""), ".svg"));
    Scheme scheme = scheme();
    String svg = Drawing.of(scheme, new Folding(depth, open, fold, each));
    Written.write(picture, svg.getBytes(StandardCharsets.UTF_8));
    choice.people(spec.commandLine().getOut()).println("wrote " + picture);
    return choice.fine(spec.commandLine().getOut());
  }

  private Scheme scheme() {
    if (source.file.toString().endsWith(".onnx")) {
      if (training) {
        throw new ParameterException(
            spec.commandLine(), "--training is for texts: draw NAME.train.onnx, which is the step");
      }
      return ModelScheme.of(OnnxFile.read(source.file));
    }
    Experiment e = source.experiment();
    return training
        ? TrainingScheme.of(e.training().orElseThrow(source::noTraining))
        : NetworkScheme.of(e.network());
  }
}
