package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.nnd.inspect.Inspection;
import org.nnd.inspect.InspectionJson;
import org.nnd.inspect.InspectionText;
import org.nnd.onnx.OnnxFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd inspect}: what a model file holds. */
@Command(
    name = "inspect",
    description =
        "Tell what is in an ONNX file of any origin: inputs, outputs, operators, numbers,"
            + " metadata.")
final class InspectCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A model: name.onnx")
  Path file;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    Inspection inspection = Inspection.of(OnnxFile.read(file));
    PrintWriter out = spec.commandLine().getOut();
    if (choice.format == Format.JSON) {
      out.println(InspectionJson.of(inspection));
    } else {
      out.print(InspectionText.of(inspection));
      out.flush();
    }
    return 0;
  }
}
