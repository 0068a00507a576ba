package org.nnd.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The {@code nnd} command. */
@Command(
    name = "nnd",
    description = "Neural networks as text: checked, compiled to ONNX, trained on ONNX Runtime.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a bug in nnd",
      "2:something is wrong with what was given",
      "3:the files differ (nnd diff)",
      "130:stopped"
    })
public final class Main {
  private static final List<Class<?>> COMMANDS =
      List.of(
          CheckCommand.class,
          FmtCommand.class,
          ExplainCommand.class,
          SummaryCommand.class,
          GraphCommand.class,
          InspectCommand.class,
          DiffCommand.class,
          CompileCommand.class,
          ImportCommand.class,
          ExportCommand.class,
          TrainCommand.class,
          EvalCommand.class,
          PredictCommand.class,
          GenerateCommand.class,
          DoctorCommand.class,
          ReferenceCommand.class,
          GenerateCompletion.class);

  private Main() {}

  public static void main(String[] arguments) {
    StandardOutput standard = new StandardOutput();
    PrintWriter out = new PrintWriter(standard, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exit = run(out, err, arguments);
    out.flush();
    if (exit == 0 && standard.failed()) {
      err.print(standard.complaint());
      err.flush();
      exit = Failures.WRONG;
    }
    System.exit(exit);
  }

  /** Runs a command; returns the exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(line(out, err, arguments), arguments);
  }

  /**
   * The command line for these arguments: the commands named there have all their options, the
   * others a name and a description only, since reading them all is a third of a start.
   */
  static CommandLine line(PrintWriter out, PrintWriter err, String... arguments) {
    Set<String> given = Set.copyOf(Arrays.asList(arguments));
    boolean all =
        given.contains("generate-completion") || given.stream().anyMatch(a -> a.startsWith("@"));
    CommandLine line = new CommandLine(new Main());
    for (Class<?> command : COMMANDS) {
      Command head = command.getAnnotation(Command.class);
      line.addSubcommand(head.name(), all || given.contains(head.name()) ? command : named(head));
    }
    line.setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Long.class, new NumberReader<>("a whole number", Long::valueOf));
    line.registerConverter(Double.class, new NumberReader<>("a number", Main::finite));
    line.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().hidden(true);
    Failures failures = new Failures();
    line.setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
    return line;
  }

  private static CommandSpec named(Command head) {
    CommandSpec spec = CommandSpec.create().name(head.name());
    spec.usageMessage().description(head.description());
    return spec;
  }

  static int run(CommandLine line, String... arguments) {
    if (arguments.length == 0) {
      line.usage(line.getErr());
      return Failures.WRONG;
    }
    try {
      return line.execute(arguments);
    } catch (Error e) { // picocli hands over exceptions only
      return Failures.handle(e, line.getErr());
    }
  }

  private static Double finite(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException();
    }
    return number;
  }

  /** No lambda: one would keep picocli's converters out of the archive of classes (../nnd). */
  private record NumberReader<T>(String wanted, Function<String, T> reading)
      implements ITypeConverter<T> {
    @Override
    public T convert(String text) {
      try {
        return reading.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not " + wanted);
      }
    }
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nnd " + number()};
    }

    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
