package org.nnd.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.runtime.Detail;
import org.nnd.runtime.PredictionTable;
import org.nnd.runtime.Predictor;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd predict}: what a trained model says of new examples. */
@Command(
    name = "predict",
    description = "Print what a trained model says of each example, as CSV or JSON.")
final class PredictCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A trained model: name.onnx")
  Path model;

  @ArgGroup(multiplicity = "1")
  Examples examples;

  /** Where the examples are; one of these. */
  static final class Examples {
    @Option(
        names = "--data",
        paramLabel = "PATH",
        description = "A table, a text, an image, a folder of images, or one with MNIST's files.")
    Optional<Path> data;

    @Option(
        names = "--text",
        paramLabel = "TEXT",
        description = "A text to classify, or to continue by a token.")
    Optional<String> text;
  }

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Tell the K likeliest classes (default: 1).",
      defaultValue = "1")
  int top;

  @Option(names = "--probabilities", description = "Tell the probability of every class, too.")
  boolean probabilities;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the table goes (default: standard output).")
  Optional<Path> output;

  @Mixin Computing computing;
  @Mixin Format.Choice choice;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    output.ifPresent(Written::prepare);
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top must be at least 1, not " + top);
    }
    String table;
    try (Predictor predictor = new Predictor(model, computing.provider())) {
      Detail detail = new Detail(top, probabilities);
      PredictionTable all =
          examples.text.isPresent()
              ? predictor.predict(examples.text.get(), detail)
              : predictor.predict(examples.data.orElseThrow(), detail);
      table = choice.format == Format.JSON ? all.toJson() + "\n" : csv(all);
    }
    if (output.isPresent()) {
      Written.write(output.get(), table.getBytes(StandardCharsets.UTF_8));
      return choice.fine(out);
    }
    out.print(table);
    out.flush();
    return 0;
  }

  private static String csv(PredictionTable all) throws IOException {
    StringWriter table = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(table)) {
      all.table().forEach(csv::writeRecord);
    }
    return table.toString();
  }
}
