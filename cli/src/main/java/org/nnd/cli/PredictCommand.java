package org.nnd.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.runtime.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd predict}: what a trained model says of new examples, as CSV. */
@Command(name = "predict", description = "Print what a trained model says of each example, as CSV.")
final class PredictCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A trained model: name.onnx")
  Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "A CSV file with a header, an IDX file of images, or a folder with MNIST's.")
  Path data;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the table goes (default: standard output).")
  Optional<Path> output;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    output.ifPresent(Written::prepare);
    StringWriter table = new StringWriter();
    try (Predictor predictor = new Predictor(model);
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(table)) {
      for (List<String> row : predictor.predict(data)) {
        csv.writeRecord(row);
      }
    }
    if (output.isPresent()) {
      Written.write(output.get(), table.toString().getBytes(StandardCharsets.UTF_8));
      return choice.fine(out);
    }
    out.print(table);
    out.flush();
    return 0;
  }
}
