package org.nnd.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nnd.explain.Explanation;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd explain}: what the code of an error means. */
@Command(name = "explain", description = "Explain the code of an error, or list all codes.")
final class ExplainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "CODE", arity = "0..1", description = "The code: NND0204")
  Optional<String> code;

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (code.isEmpty()) {
      Explanation.all().forEach(e -> out.println(e.code() + "  " + e.title()));
    } else {
      out.print(Explanation.of(code.get()).orElseThrow(this::unknown).text());
      out.flush();
    }
    return 0;
  }

  private NndException unknown() {
    List<String> codes = Explanation.all().stream().map(Explanation::code).toList();
    return new NndException(
        Diagnostic.of("NND0523", "there is no code " + code.get())
            .note("nnd explain lists all codes")
            .help(
                DidYouMean.of(code.get().toUpperCase(Locale.ROOT), codes)
                    .map(c -> "did you mean " + c + "?")));
  }
}
