package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.imports.Imported;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd import}: an ONNX model of any exporter as a text and its weights. */
@Command(
    name = "import",
    description = {
      "Write NAME.nnd, the network as a text, and NAME.safetensors, its weights.",
      "What no layer stands for is kept as an exact operator call. `nnd compile NAME.nnd --weights"
          + " NAME.safetensors` gives a model with the same outputs."
    })
final class ImportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A model of any exporter: name.onnx")
  Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the files go (default: the current folder).",
      defaultValue = "")
  Path folder;

  @Option(
      names = "--until",
      paramLabel = "NAME",
      description = {
        "Where the model is cut: a value, a node or an output of it; may be given several times"
            + " (default: its outputs).",
        "What nothing needs then is left out, whether it could be read or not."
      })
  List<String> until = List.of();

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    String name = file.getFileName().toString().replaceAll("\\.onnx$", "");
    FileImport read = FileImport.of(file, name, until);
    Imported imported = read.imported();
    Path text = folder.resolve(name + ".nnd");
    Path weights = folder.resolve(name + ".safetensors");
    Written.weights(weights, imported.weights());
    Written.write(text, imported.text().getBytes(StandardCharsets.UTF_8));
    PrintWriter out = choice.people(spec.commandLine().getOut());
    long numbers =
        imported.weights().values().stream()
            .mapToLong(t -> t.type().shape().size().orElseThrow())
            .sum();
    out.println("wrote " + text);
    out.println(String.format(Locale.ROOT, "wrote %s: %,d weights", weights, numbers));
    read.instead()
        .forEach(
            (output, value) ->
                out.println(
                    "output "
                        + output
                        + " is "
                        + value
                        + ": its numbers, without names of classes"));
    read.leftOut()
        .forEach(
            (output, why) ->
                choice.warn(spec.commandLine().getErr(), Optional.of(leftOut(output, why))));
    return choice.fine(spec.commandLine().getOut());
  }

  private static Diagnostic leftOut(String output, NndException why) {
    return Diagnostic.of("NND0651", "output " + output + " is left out: no text can say it")
        .note(why.diagnostics().get(0).message())
        .help("the text has the other outputs; --until names the values that are wanted");
  }
}
