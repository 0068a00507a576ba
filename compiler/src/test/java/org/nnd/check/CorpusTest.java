package org.nnd.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.explain.Explanation;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * Wrong texts with marks where their mistakes are: these are told, and nothing else.
 *
 * <p>A text is a file {@code src/test/resources/corpus/TOPIC/NAME.nnd}; what it imports lies in
 * {@code TOPIC/parts}, and may be marked too. A mark is a comment with a line of its own, below the
 * line that it speaks of:
 *
 * <ul>
 *   <li>{@code // ^^^^ NND0204} stands below the columns;
 *   <li>{@code // ^^^^ to 5:12 NND0204} goes on to a column of a later line;
 *   <li>{@code // 1-5 NND0101} names the columns, where they begin left of where carets can stand;
 *   <li>{@code // FILE NND0003} speaks of a whole file.
 * </ul>
 *
 * <p>{@link ErrorsTest} has what is said, word for word.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Pattern MARK =
      Pattern.compile(
          "//(?: *(?<carets>\\^+)(?: to (?<end>\\d+:\\d+))?"
              + "| (?<first>\\d+)-(?<last>\\d+)"
              + "| (?<file>\\S+))"
              + " (?<code>NND\\d{4})");
  private static final Pattern PART = Pattern.compile("import \"(parts/\\w+\\.nnd)\"");

  @TestFactory
  Stream<DynamicTest> whatIsMarkedIsTold() throws IOException {
    return texts().stream()
        .map(
            text ->
                dynamicTest(
                    CORPUS.relativize(text).toString(),
                    () -> {
                      assertNotEquals(Set.of(), marked(text), "nothing is marked");
                      assertEquals(lines(marked(text)), lines(told(text)));
                    }));
  }

  @Test
  void everyCodeOfTheCompilerIsMet() throws IOException {
    Set<String> met = new TreeSet<>();
    for (Path text : texts()) {
      marked(text).forEach(mark -> met.add(mark.substring(mark.lastIndexOf(' ') + 1)));
    }
    assertEquals(
        Explanation.all().stream()
            .map(Explanation::code)
            .filter(code -> code.compareTo("NND0400") < 0)
            .collect(Collectors.toCollection(TreeSet::new)),
        met);
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS, 2)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String lines(Set<String> all) {
    return String.join("\n", all);
  }

  /** The marks of a text and of the parts that it imports, in the words of {@link #told}. */
  private static Set<String> marked(Path text) throws IOException {
    String name = text.getFileName().toString();
    Set<String> all = new TreeSet<>();
    int last = 0;
    int number = 0;
    for (String line : Files.readString(text, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      Matcher mark = MARK.matcher(line);
      Matcher part = PART.matcher(line);
      if (mark.matches()) {
        all.add(place(mark, name, last) + " " + mark.group("code"));
      } else {
        last = number;
      }
      if (part.matches()) {
        all.addAll(marked(text.resolveSibling(part.group(1))));
      }
    }
    return all;
  }

  private static String place(Matcher mark, String name, int line) {
    if (mark.group("file") != null) {
      return mark.group("file");
    }
    String start = name + ":" + line + ":";
    if (mark.group("first") != null) {
      return start + mark.group("first") + " to " + line + ":" + mark.group("last");
    }
    String end = mark.group("end") == null ? line + ":" + mark.end("carets") : mark.group("end");
    return start + (mark.start("carets") + 1) + " to " + end;
  }

  /** The mistakes that the compiler tells, each as {@code NAME:LINE:COLUMN to LINE:COLUMN CODE}. */
  private static Set<String> told(Path text) {
    try {
      Compiler.check(text);
      return Set.of();
    } catch (NndException e) {
      List<String> all = e.diagnostics().stream().map(CorpusTest::place).sorted().toList();
      Set<String> once = new TreeSet<>(all);
      assertEquals(all, List.copyOf(once), "told twice");
      return once;
    }
  }

  private static String place(Diagnostic d) {
    Location at = d.location().orElseThrow();
    String name = Path.of(at.file()).getFileName().toString();
    String place =
        at.line() == 0
            ? name
            : "%s:%d:%d to %d:%d"
                .formatted(name, at.line(), at.column(), at.endLine(), at.endColumn() - 1);
    return place + " " + d.code();
  }
}
