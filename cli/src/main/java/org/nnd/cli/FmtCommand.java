package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.nnd.format.Formatter;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nnd fmt}: the one canonical form of a text. */
@Command(
    name = "fmt",
    description = {
      "Bring files into their canonical form; only the space between words changes.",
      "A file that has it already is not touched."
    })
final class FmtCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with networks: name.nnd")
  List<Path> files;

  @ArgGroup Instead instead = new Instead();

  /** What happens instead of writing. */
  static final class Instead {
    @Option(names = "--check", description = "Write nothing; fail if a file isn't in its form.")
    boolean check;

    @Option(names = "--stdout", description = "Write to standard output, not into the files.")
    boolean stdout;
  }

  @Mixin Format.Choice choice;

  @Override
  public Integer call() {
    List<Diagnostic> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        format(file);
      } catch (NndException e) {
        problems.addAll(e.diagnostics());
      }
    }
    if (!problems.isEmpty()) {
      throw new NndException(problems);
    }
    return 0;
  }

  private void format(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    Source source = Source.read(file);
    String formatted = Formatter.format(source);
    if (instead.stdout) {
      out.print(formatted);
      out.flush();
    } else if (!formatted.equals(source.text())) {
      if (instead.check) {
        throw new NndException(
            Diagnostic.of(
                    "NND0520", Location.file(file.toString()), "this is not in its canonical form")
                .help("nnd fmt " + file));
      }
      Written.write(file, formatted.getBytes(StandardCharsets.UTF_8));
      out.println("wrote " + file);
    }
  }
}
