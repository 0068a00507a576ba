package org.nnd.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nnd.summary.Summary;
import org.nnd.summary.SummaryJson;
import org.nnd.summary.SummaryText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nnd summary}: layers, shapes, parameters, multiply-adds, memory. */
@Command(
    name = "summary",
    description = "Print the layers with their shapes, parameters and multiply-adds.")
final class SummaryCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin SourceFile source;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Examples at a time, for the memory (default: 1).",
      defaultValue = "1")
  long batch;

  @Option(
      names = "--length",
      paramLabel = "NAME=N",
      description = "What a free length is, for what is counted (default: " + Summary.LENGTH + ").")
  Map<String, Long> lengths = new LinkedHashMap<>();

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    atLeastOne("--batch", batch);
    lengths.forEach((name, n) -> atLeastOne("--length " + name, n));
    Summary summary = Summary.of(source.experiment(), batch, lengths);
    PrintWriter out = spec.commandLine().getOut();
    if (choice.format == Format.JSON) {
      out.println(SummaryJson.of(summary));
    } else {
      out.print(SummaryText.of(summary));
      out.flush();
    }
    return 0;
  }

  private void atLeastOne(String option, long n) {
    if (n < 1) {
      throw new ParameterException(spec.commandLine(), option + " must be at least 1, not " + n);
    }
  }
}
