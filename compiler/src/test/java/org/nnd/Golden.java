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
 * <p>{@code mvn test -Drenew=true} writes what comes out into the files; read the difference before
 * it is committed.
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
    Path path = Path.of("src/test/resources/org/nnd", file);
    try {
      List<Case> cases = new ArrayList<>();
      for (String each : Files.readString(path).split("(?m)^=== ")) {
        if (!each.isEmpty()) {
          int in = each.indexOf('\n') + 1;
          int end = each.indexOf("\n---\n") + 1;
          cases.add(
              new Case(
                  each.substring(0, in - 1), each.substring(in, end), each.substring(end + 4)));
        }
      }
      if (Boolean.getBoolean("renew")) {
        StringBuilder all = new StringBuilder();
        cases.forEach(c -> all.append(new Case(c.name, c.in, compute.apply(c.in))));
        Files.writeString(path, all);
      }
      return cases.stream()
          .map(
              c ->
                  DynamicTest.dynamicTest(
                      c.name, () -> Assertions.assertEquals(c.out, compute.apply(c.in))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
