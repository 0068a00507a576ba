package org.nnd.cli;

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
  }
}
