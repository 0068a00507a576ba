package org.nnd.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.nnd.runtime.NativeLibraries;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, told to a person or a tool: a user's mistake is no stack trace. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  static final int BUG = 1;
  static final int WRONG = 2;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (!(e instanceof NndException n)) {
      return bug(e, command.getErr());
    }
    // The result that is handed over is that of nnd itself, without its command's options.
    ParseResult given = command.getParseResult();
    if (given.matchedOptionValue("--format", Format.TEXT) == Format.JSON) {
      command.getOut().println(Rendering.json(n.diagnostics()));
    } else {
      n.diagnostics().forEach(d -> print(d, command.getErr()));
    }
    return WRONG;
  }

  /** A command line that can't be understood: what is wrong with it, without pages of help. */
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    boolean noCommand =
        command.getParent() == null
            && e instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption();
    err.println(noCommand ? "There is no command '" + arguments[0] + "'" : e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return WRONG;
  }

  /** What no command can go on from. */
  static int handle(Error e, PrintWriter err) {
    if (e instanceof LinkageError link) {
      Optional<Diagnostic> problem = NativeLibraries.problem(link);
      problem.ifPresent(d -> print(d, err));
      return problem.isPresent() ? WRONG : bug(e, err);
    }
    if (!(e instanceof OutOfMemoryError)) {
      return bug(e, err);
    }
    print(
        Diagnostic.of("NND0515", "there is not enough memory")
            .note(String.valueOf(e.getMessage()))
            .help("use a smaller batch, or give Java more: NND_JAVA_OPTS=-Xmx8g"),
        err);
    return WRONG;
  }

  private static void print(Diagnostic d, PrintWriter err) {
    err.print(Rendering.text(d));
    err.flush();
  }

  private static int bug(Throwable e, PrintWriter err) {
    err.println("This is a bug in nnd; please report it with the lines below.");
    e.printStackTrace(err);
    return BUG;
  }
}
