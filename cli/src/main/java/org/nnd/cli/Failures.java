package org.nnd.cli;

import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What went wrong, told to a person or a tool: a user's mistake is no stack trace. */
final class Failures implements IExecutionExceptionHandler {
  static final int BUG = 1;
  static final int WRONG = 2;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof NndException n) {
      if (parsed.matchedOptionValue("--format", Format.TEXT) == Format.JSON) {
        command.getOut().println(Rendering.json(n.diagnostics()));
      } else {
        for (Diagnostic d : n.diagnostics()) {
          command.getErr().print(Rendering.text(d));
        }
        command.getErr().flush();
      }
      return WRONG;
    }
    command.getErr().println("This is a bug in nnd; please report it with the lines below.");
    e.printStackTrace(command.getErr());
    return BUG;
  }
}
