package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** What every command has in common. */
final class CommandLineTest {
  @TempDir Path dir;

  private void assertWrong(String command, String err) {
    assertEquals(Outcome.wrong(err), Outcome.of(dir, command));
  }

  @Test
  void nothingGivesTheUsage() {
    Outcome outcome = Outcome.of(dir, "");
    assertEquals(2, outcome.exit());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith("Usage: nnd [-hV] COMMAND\n"), outcome.err());
  }

  @Test
  void helpIsOnStandardOutputAndFitsATerminal() {
    assertHelp("");
    Main.line(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()))
        .getSubcommands()
        .keySet()
        .forEach(command -> assertHelp(command + " "));
  }

  private void assertHelp(String command) {
    Outcome outcome = Outcome.of(dir, command + "--help");
    assertEquals(0, outcome.exit());
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("Usage: nnd " + command), outcome.out());
    assertTrue(outcome.out().lines().allMatch(line -> line.length() <= 80), outcome.out());
  }

  @Test
  void theVersionIsTold() {
    assertEquals(Outcome.fine("nnd (not packaged)\n"), Outcome.of(dir, "--version"));
  }

  @Test
  void aCommandThatIsNotThere() {
    assertWrong(
        "chek DIR/small.nnd",
        """
        There is no command 'chek'
        Did you mean: nnd check?
        Try: nnd --help
        """);
  }

  @Test
  void anOptionThatIsNotThere() {
    assertWrong(
        "train small.nnd --epoch=3",
        """
        Unknown option: '--epoch=3'
        Possible solutions: --epochs
        Try: nnd train --help
        """);
  }

  @Test
  void aFileTooMany() {
    assertWrong(
        "check a.nnd b.nnd",
        """
        Unmatched argument at index 2: 'b.nnd'
        Try: nnd check --help
        """);
  }

  @Test
  void aFileTooFew() {
    assertWrong(
        "train",
        """
        Missing required parameter: 'FILE'
        Try: nnd train --help
        """);
    assertWrong(
        "predict small.onnx",
        """
        Error: Missing required argument (specify one of these): (--data=PATH | --text=TEXT)
        Try: nnd predict --help
        """);
  }

  @Test
  void optionsThatExcludeEachOther() {
    assertWrong(
        "predict small.onnx --data a.csv --text a",
        """
        Error: --data=PATH, --text=TEXT are mutually exclusive (specify only one)
        Try: nnd predict --help
        """);
  }

  @Test
  void aNumberThatIsNone() {
    assertWrong(
        "train small.nnd --batch x",
        """
        Invalid value for option '--batch': 'x' is not a whole number
        Try: nnd train --help
        """);
    assertWrong(
        "train small.nnd --lr 1e999",
        """
        Invalid value for option '--lr': '1e999' is not a number
        Try: nnd train --help
        """);
  }

  @Test
  void aFormatThatIsNone() {
    assertWrong(
        "check small.nnd --format yaml",
        """
        Invalid value for option '--format': expected one of [TEXT, JSON] (case-insensitive) but was 'yaml'
        Try: nnd check --help
        """);
  }

  @Command(name = "broken")
  private static final class Broken implements Callable<Integer> {
    private final Throwable flaw;

    Broken(Throwable flaw) {
      this.flaw = flaw;
    }

    @Override
    public Integer call() throws Exception {
      if (flaw instanceof Error e) {
        throw e;
      }
      throw (Exception) flaw;
    }
  }

  private Outcome broken(Throwable flaw) {
    return Outcome.of(dir, "broken", line -> line.addSubcommand(new Broken(flaw)));
  }

  private static void assertBug(Outcome outcome, String firstLine) {
    assertEquals(1, outcome.exit());
    assertEquals("", outcome.out());
    String report = "This is a bug in nnd; please report it with the lines below.\n" + firstLine;
    assertTrue(outcome.err().startsWith(report), outcome.err());
    assertTrue(outcome.err().contains("CommandLineTest.aBug"), outcome.err());
  }

  @Test
  void aBugAsksForAReport() {
    assertBug(broken(new IllegalStateException("oh")), "java.lang.IllegalStateException: oh\n");
    assertBug(broken(new StackOverflowError()), "java.lang.StackOverflowError\n");
  }

  @Test
  void tooLittleMemoryIsNoBug() {
    assertEquals(
        Outcome.wrong(
            """
            error[NND0515]: there is not enough memory
              note: Java heap space
              help: use a smaller batch, or give Java more: NND_JAVA_OPTS=-Xmx8g
            """),
        broken(new OutOfMemoryError("Java heap space")));
  }
}
