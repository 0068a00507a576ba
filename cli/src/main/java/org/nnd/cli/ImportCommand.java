package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nnd.imports.Imported;
import org.nnd.imports.Importer;
import org.nnd.onnx.OnnxReader;
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

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    OnnxReader.Freed read = OnnxReader.freed(file);
    String name = file.getFileName().toString().replaceAll("\\.onnx$", "");
    Imported imported = imported(read, name);
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
    return choice.fine(spec.commandLine().getOut());
  }

  /**
   * A text has any number of examples; where the model's is fixed, that is part of what is wrong.
   */
  private static Imported imported(OnnxReader.Freed read, String name) {
    try {
      return Importer.of(read.model().graph(), name, read.model().doc());
    } catch (NndException e) {
      String why = read.fixed().orElseThrow(() -> e);
      throw new NndException(
          e.diagnostics().stream()
              .map(d -> d.note("the number of examples can't be made free: " + why))
              .toList());
    }
  }
}
