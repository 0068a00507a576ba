package org.nnd.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.nnd.source.Diagnostic;
import org.nnd.source.Rendering;
import picocli.CommandLine.Option;

/** How problems are told. */
enum Format {
  TEXT,
  JSON;

  /** The option of every command. */
  static final class Choice {
    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "How problems are told: text, or json for tools.",
        defaultValue = "text")
    Format format;

    /** Where lines for people go: nowhere if a tool reads. */
    PrintWriter people(PrintWriter out) {
      return format == TEXT ? out : new PrintWriter(Writer.nullWriter());
    }

    /** Tells people of what is no mistake. */
    void warn(PrintWriter err, Optional<Diagnostic> warning) {
      warning.map(Rendering::warning).ifPresent(text -> people(err).print(text));
      err.flush();
    }

    /** There was no problem. */
    int fine(PrintWriter out) {
      if (format == JSON) {
        out.println(Rendering.json(List.of()));
      }
      return 0;
    }
  }
}
