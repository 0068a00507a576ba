package org.nnd.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.format.Formatter;
import org.nnd.source.NndException;
import org.nnd.source.Source;

class ExplanationTest {
  private static final Pattern CODE = Pattern.compile("NND[0-9]{4}");

  /** What no text of a few lines can show: bytes that are no text, and what nobody writes. */
  private static final Set<String> IN_WORDS = Set.of("NND0003", "NND0107");

  /** Every code that the sources write, and no other. */
  @TestFactory
  Stream<DynamicTest> everyCodeIsExplained() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String module : List.of("compiler", "runtime", "cli")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          CODE.matcher(Files.readString(file))
              .results()
              .map(MatchResult::group)
              .forEach(codes::add);
        }
      }
    }
    List<String> explained = Explanation.all().stream().map(Explanation::code).toList();
    assertEquals(List.of(), explained.stream().filter(c -> !codes.contains(c)).toList());
    return codes.stream().map(code -> dynamicTest(code, () -> explained(code)));
  }

  private static void explained(String code) {
    Optional<Explanation> found = Explanation.of(code);
    assertTrue(
        found.isPresent(), "write compiler/src/main/resources/org/nnd/explain/" + code + ".md");
    Explanation e = found.get();
    assertTrue(e.markdown().startsWith("# " + code + ": " + e.title() + "\n\n"));
    assertFalse(e.title().isBlank());
    boolean shown = code.compareTo("NND0400") < 0 && !IN_WORDS.contains(code);
    assertEquals(shown ? 2 : 0, e.examples().size(), "a wrong text and a mended one");
  }

  @TestFactory
  Stream<DynamicTest> theWrongTextIsToldOffTheMendedOneIsNot(@TempDir Path folder) {
    return Explanation.all().stream()
        .filter(e -> !e.examples().isEmpty())
        .map(e -> dynamicTest(e.code(), () -> examplesHold(e, folder.resolve("a.nnd"))));
  }

  private static void examplesHold(Explanation e, Path file) throws IOException {
    String wrong = e.examples().get(0);
    String mended = e.examples().get(1);
    assertEquals(List.of(e.code()), told(file, wrong));
    assertEquals(List.of(), told(file, mended));
    assertEquals(mended, Formatter.format(Source.of("a.nnd", mended)));
  }

  private static List<String> told(Path file, String text) throws IOException {
    Files.writeString(file, text);
    List<String> codes = new ArrayList<>();
    try {
      Compiler.check(file);
    } catch (NndException e) {
      e.diagnostics().forEach(d -> codes.add(d.code()));
    }
    return codes;
  }

  @Test
  void aTerminalShowsItWithoutMarks() {
    Explanation e =
        new Explanation(
            "NND0000", "a title", "# NND0000: a title\n\nWhy.\n\n```nnd\na {\n\n  $b\n```\n");
    assertEquals("NND0000: a title\n\nWhy.\n\n    a {\n\n      $b\n", e.text());
  }

  @Test
  void codesMayBeShort() {
    assertEquals("NND0204", Explanation.of("204").orElseThrow().code());
    assertEquals("NND0204", Explanation.of("nnd0204").orElseThrow().code());
    assertEquals(Optional.empty(), Explanation.of("NND9999"));
    assertEquals(Optional.empty(), Explanation.of("dense"));
  }
}
