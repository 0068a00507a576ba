package org.nnd.source;

import java.util.List;
import java.util.stream.Collectors;

/** The user's input was wrong; carries every diagnostic that the phase found. */
public final class NndException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  public NndException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Rendering::text).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public NndException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  /** What was found, in the order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
