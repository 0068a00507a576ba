package org.nnd.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nnd.inspect.Comparison;
import org.nnd.inspect.Difference;
import org.nnd.onnx.OnnxFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd diff}: what differs between two model files. */
@Command(
    name = "diff",
    description = {
      "Tell what differs between two ONNX files: versions, inputs, outputs, metadata, nodes,"
          + " weights.",
      "Exit code 3 if something does."
    })
final class DiffCommand implements Callable<Integer> {
  /** Not diff's 1, which is a bug here. */
  static final int DIFFERENT = 3;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "A model: before.onnx")
  Path first;

  @Parameters(index = "1", paramLabel = "B", description = "Another one: after.onnx")
  Path second;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "Weights are equal that are no further apart than X, or than X times the larger one"
              + " (default: 0).",
      defaultValue = "0")
  Double tolerance;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    if (tolerance < 0) {
      throw new ParameterException(
          spec.commandLine(), "--tolerance must be at least 0, not " + tolerance);
    }
    List<Difference> found = Comparison.of(OnnxFile.read(first), OnnxFile.read(second), tolerance);
    PrintWriter out = spec.commandLine().getOut();
    if (choice.format == Format.JSON) {
      JsonArray all = new JsonArray();
      found.forEach(d -> all.add(json(d)));
      out.println(all);
    } else {
      found.forEach(out::println);
      out.println(
          found.isEmpty()
              ? "nothing differs"
              : found.size() == 1 ? "1 difference" : found.size() + " differences");
    }
    return found.isEmpty() ? 0 : DIFFERENT;
  }

  private static JsonObject json(Difference d) {
    JsonObject json = new JsonObject();
    json.addProperty("change", d.change().name().toLowerCase(Locale.ROOT));
    json.addProperty("what", d.what());
    json.addProperty("name", d.name());
    json.addProperty("detail", d.detail());
    return json;
  }
}
