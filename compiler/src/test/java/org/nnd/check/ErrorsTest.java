package org.nnd.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;

/**
 * Every mistake that the checker knows, and all that it says of it.
 *
 * <p>The cases are sections of the Markdown files in {@code src/test/resources/errors}: the text as
 * a block of {@code nnd}, blocks with a file's name for what it imports, then what is said. With
 * {@code -Drenew=true} the last part is written anew: read the difference.
 */
class ErrorsTest {
  private static final Path CASES = Path.of("src/test/resources/errors");
  private static final Path CODE = Path.of("src/main/java/org/nnd");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(nnd)? ?(\\S*)\n(.*?)^```$");

  @BeforeAll
  static void renew() throws IOException {
    if (Boolean.getBoolean("renew")) {
      for (Path file : files(CASES)) {
        List<String> sections = sections(file);
        for (int i = 1; i < sections.size(); i++) {
          String section = sections.get(i);
          String texts = section.substring(0, section.lastIndexOf("\n\n```\n"));
          sections.set(i, texts + "\n\n```\n" + said(section) + "```\n\n");
        }
        Files.writeString(file, String.join("## ", sections).strip() + "\n");
      }
    }
  }

  @TestFactory
  Stream<DynamicContainer> everyMistakeIsTold() throws IOException {
    List<DynamicContainer> all = new ArrayList<>();
    for (Path file : files(CASES)) {
      List<String> sections = sections(file);
      all.add(
          dynamicContainer(
              file.getFileName().toString(),
              sections.subList(1, sections.size()).stream()
                  .map(
                      s ->
                          dynamicTest(
                              s.lines().findFirst().orElseThrow(),
                              () -> assertEquals(expected(s), said(s))))));
    }
    return all.stream();
  }

  @Test
  void everyCodeHasACase() throws IOException {
    Set<String> emitted = new TreeSet<>();
    for (String part : List.of("call", "check", "layer", "train")) {
      for (Path file : files(CODE.resolve(part))) {
        emitted.addAll(codes(Files.readString(file), "\"(NND0[23]\\d\\d)\""));
      }
    }
    Set<String> told = new TreeSet<>();
    for (Path file : files(CASES)) {
      told.addAll(codes(Files.readString(file), "error\\[(NND0[23]\\d\\d)]"));
    }
    assertTrue(emitted.size() > 20, "found " + emitted);
    assertEquals(emitted, told);
  }

  @Test
  void checkingStopsAtAHundredMistakes() {
    String wrong = "  y = x -> nope\n".repeat(150);
    Source text = Source.of("m.nnd", "model M {\n  input x: float[4]\n" + wrong + "}");
    NndException e = assertThrows(NndException.class, () -> Compiler.check(text));
    assertEquals(100, e.diagnostics().size());
  }

  @Test
  void theModelThatIsMeantIsFound() {
    String models = "model %s { input x: float[4]  output y = x -> dense(2) }\n";
    String train = "train %s { loss mse(y, label)  optimizer sgd }\n";
    Source two = Source.of("m.nnd", models.formatted("Large") + models.formatted("Small"));
    Source trained = Source.of("m.nnd", two.text() + train.formatted("Small"));
    Source both = Source.of("m.nnd", trained.text() + train.formatted("Large"));
    assertEquals("Small", chosen(two, "Small"));
    assertEquals("Large", chosen(trained, "Large"));
    assertEquals("Small", chosen(trained, ""));
    assertEquals("Large", chosen(Source.of("m.nnd", models.formatted("Large")), ""));
    String several =
        """
        error[NND0502]: the file has several models: Large, Small
          help: say which one with --model
        """;
    assertEquals(several, chosen(two, ""));
    assertEquals(several, chosen(both, ""));
    assertEquals(
        """
        error[NND0501]: there is no model Smal in the file
          note: there is Large, Small
          help: did you mean Small?
        """,
        chosen(two, "Smal"));
    assertEquals(
        """
        error[NND0501]: there is no model Resnet in the file
          note: there is Large, Small
        """,
        chosen(two, "Resnet"));
  }

  /** The name of the model that is meant, or why there is none. */
  private static String chosen(Source text, String name) {
    try {
      Optional<String> wanted = Optional.of(name).filter(n -> !n.isEmpty());
      return Compiler.choose(Compiler.check(text), wanted).network().name();
    } catch (NndException e) {
      return e.getMessage();
    }
  }

  private static Set<String> codes(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toSet());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** What stands before the first heading, then the sections without their "## ". */
  private static List<String> sections(Path file) throws IOException {
    return new ArrayList<>(List.of(Files.readString(file).split("(?m)^## ", -1)));
  }

  private static String expected(String section) {
    String last = "";
    for (Matcher m = BLOCK.matcher(section); m.find(); ) {
      last = m.group(1) == null ? m.group(3) : "";
    }
    return last;
  }

  /** What is said of a section's text, with no folder before the names of files. */
  private static String said(String section) throws IOException {
    Path folder = Files.createTempDirectory("errors");
    try {
      Optional<Source> text = Optional.empty();
      for (Matcher m = BLOCK.matcher(section); m.find(); ) {
        if (m.group(1) != null) {
          Path file = folder.resolve(m.group(2).isEmpty() ? "m.nnd" : m.group(2));
          Files.writeString(file, m.group(3));
          text = text.or(() -> Optional.of(new Source("m.nnd", m.group(3), Optional.of(file))));
        }
      }
      Compiler.check(text.orElseThrow());
      return "nothing\n";
    } catch (NndException e) {
      return e.diagnostics().stream()
          .map(Rendering::text)
          .map(t -> t.replace(folder + "/", "").replace(folder.toString(), "."))
          .collect(Collectors.joining("\n"));
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }
}
