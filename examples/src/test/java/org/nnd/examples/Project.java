package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.nnd.cli.Main;

/** Where things are, and the command that works on them. */
final class Project {
  /** The folder of the README. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path EXAMPLES = ROOT.resolve("examples");

  /** What builds and drivers put among the examples. */
  private static final List<Path> MADE =
      Stream.of("target", "drivers/target", "drivers/venv", "drivers/node_modules")
          .map(EXAMPLES::resolve)
          .toList();

  private static final Path MNIST = ROOT.resolve("../shared/data/mnist").normalize();

  private Project() {}

  /** Every example, the modules' build folders left out. */
  static List<Path> examples() throws IOException {
    return files(EXAMPLES, ".nnd");
  }

  static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(ending) && MADE.stream().noneMatch(f::startsWith))
          .sorted()
          .toList();
    }
  }

  /** The folder with MNIST's four files; skips the calling test where there is none. */
  static Path mnist() {
    Assumptions.assumeTrue(Files.isDirectory(MNIST), "skipped: there is no MNIST in " + MNIST);
    return MNIST;
  }

  /** Runs a command that must go well; gives what it prints. */
  static String nnd(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments = Stream.of(words).map(Object::toString).toArray(String[]::new);
    int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    assertEquals("", err.toString());
    assertEquals(0, exit);
    return out.toString();
  }
}
