package org.nnd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A file of cases: {@code === name}, what goes in, {@code ---}, what must come out.
 *
 * <p>{@code mvn test -Drenew=true} writes what comes out into the files and fails where it changed;
 * read the difference before it is committed.
 */
public final class Golden {
  private record Case(String name, String in, String out) {
    @Override
    public String toString() {
      return "=== " + name + "\n" + in + "---\n" + out;
    }
  }

  private Golden() {}

  /** A test for each case of a file under {@code src/test/resources/org/nnd}. */
  public static Stream<DynamicTest> tests(String file, UnaryOperator<String> compute) {
    List<Case> cases = cases(file);
    if (Boolean.getBoolean("renew")) {
      StringBuilder all = new StringBuilder();
      cases.forEach(c -> all.append(new Case(c.name, c.in, compute.apply(c.in))));
      try {
        Files.writeString(path(file), all);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return cases.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name, () -> Assertions.assertEquals(c.out, compute.apply(c.in))));
  }

  /** What goes in, case by case. */
  public static List<String> inputs(String file) {
    return cases(file).stream().map(Case::in).toList();
  }

  private static List<Case> cases(String file) {
    List<Case> cases = new ArrayList<>();
    try {
      for (String each : Files.readString(path(file)).split("(?m)^=== ", -1)) {
        if (!each.isEmpty()) {
          int in = each.indexOf('\n') + 1;
          int out = each.indexOf("\n---\n") + 1;
          cases.add(
              new Case(
                  each.substring(0, in - 1), each.substring(in, out), each.substring(out + 4)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static Path path(String file) {
    return Path.of("src/test/resources/org/nnd", file);
  }
}
