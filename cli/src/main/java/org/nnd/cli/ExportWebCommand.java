package org.nnd.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.runtime.Data;
import org.nnd.runtime.SavedWeights;
import org.nnd.source.NndException;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.web.WebPage;
import org.nnd.web.WebRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nnd export web}: a page that predicts and learns in a browser. */
@Command(
    name = "web",
    description = "Write a page that predicts and learns in a browser, without a server.")
final class ExportWebCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin SourceFile source;

  @Option(
      names = "--weights",
      paramLabel = "STATE",
      description = "What was trained, as nnd export takes it (default: NAME.onnx here).")
  Optional<Path> weights;

  @Mixin LearnedFrom from;

  @Option(
      names = "--examples",
      paramLabel = "N",
      description =
          "How many examples of the training the page carries, so that it does not forget them"
              + " while it learns; 0 for none (default: 256).",
      defaultValue = "256")
  int examples;

  @Option(
      names = "--runtime",
      paramLabel = "PACKAGE",
      description =
          "npm's package onnxruntime-web, its folder or .tgz (default: that in node_modules).")
  Optional<Path> runtime;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "The folder of the page (default: NAME.web).")
  Optional<Path> output;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    if (examples < 0) {
      throw new ParameterException(
          spec.commandLine(), "--examples must be at least 0, not " + examples);
    }
    Experiment e = source.experiment();
    Training training = e.training().orElseThrow(source::noTraining);
    Path folder = output.orElseGet(() -> source.output(Path.of(""), ".web"));
    Written.prepare(folder.resolve("index.html"));
    WebRuntime web = runtime.map(WebRuntime::read).orElseGet(() -> WebRuntime.find(Path.of("")));
    SavedWeights saved =
        SavedWeights.read(e, weights.orElseGet(() -> source.output(Path.of(""), ".onnx")));
    PrintWriter out = choice.people(spec.commandLine().getOut());
    WebPage page =
        WebPage.of(
            source.output(Path.of(""), "").toString(),
            e,
            training,
            saved,
            learned(e, training, out),
            examples,
            web);
    try {
      page.write(folder).forEach(file -> out.println("wrote " + file));
    } catch (IOException wrong) {
      throw Written.unwritable(folder, wrong);
    }
    page.examples()
        .ifPresent(
            kept ->
                out.println(
                    kept.size()
                        + " examples of the training are in the page; --examples 0 leaves them out"));
    out.println("open " + folder.resolve("index.html") + " in a browser");
    return choice.fine(spec.commandLine().getOut());
  }

  /** What the training learned from; nothing if that isn't at hand, and wasn't asked for. */
  private Optional<Data> learned(Experiment e, Training training, PrintWriter out) {
    try {
      return from.read(e, training, source.file);
    } catch (NndException wrong) {
      if (from.data.isPresent()) {
        throw wrong;
      }
      out.println("no examples are kept: " + wrong.diagnostics().get(0).message());
      return Optional.empty();
    }
  }
}
