package org.nnd.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What a command left behind: its exit code, standard output and standard error.
 *
 * <p>{@code DIR} stands for the folder of the test, in the command and in what it prints.
 */
record Outcome(int exit, String out, String err) {

  /** Runs a command of a changed command line. */
  static Outcome of(Path folder, String command, UnaryOperator<CommandLine> change) {
    return of(folder, words(folder, command), change);
  }

  /** Runs a command as it is typed, with words behind it that may have spaces. */
  static Outcome of(Path folder, String command, String... more) {
    String[] words =
        Stream.concat(Arrays.stream(words(folder, command)), Arrays.stream(more))
            .toArray(String[]::new);
    return of(folder, words, UnaryOperator.identity());
  }

  private static String[] words(Path folder, String command) {
    return Arrays.stream(command.split(" "))
        .filter(word -> !word.isEmpty())
        .map(word -> word.replace("DIR", folder.toString()))
        .toArray(String[]::new);
  }

  private static Outcome of(Path folder, String[] words, UnaryOperator<CommandLine> change) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    CommandLine line = change.apply(Main.line(toOut, toErr, words)).setOut(toOut).setErr(toErr);
    int exit = Main.run(line, words);
    return new Outcome(exit, plain(out, folder), plain(err, folder));
  }

  private static String plain(StringWriter text, Path folder) {
    return text.toString().replace(System.lineSeparator(), "\n").replace(folder.toString(), "DIR");
  }

  /** What a wrong command gives: a message, and nothing else. */
  static Outcome wrong(String err) {
    return new Outcome(Failures.WRONG, "", err);
  }

  /** What a command gives that went well. */
  static Outcome fine(String out) {
    return new Outcome(0, out, "");
  }

  /** The same with numbers as noughts, where they differ from run to run. */
  Outcome withoutDigits() {
    return new Outcome(exit, out.replaceAll("[0-9]", "0"), err);
  }
}
