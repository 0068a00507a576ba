package org.nnd.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nnd.Golden;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.source.Rendering;
import org.nnd.source.Source;
import org.nnd.source.Span;

/** Whatever the text, the parser gives a tree or a diagnostic, and both point into the text. */
class ParserFuzzTest {
  private static final int ROUNDS = 30_000;
  private static final List<String> TEXTS =
      Stream.of("syntax/trees.txt", "syntax/slips.txt")
          .flatMap(f -> Golden.inputs(f).stream())
          .toList();
  private static final List<String> BITS =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ".",
          ":",
          "=",
          "|",
          "->",
          "-",
          "**",
          "\"",
          "\\",
          "//",
          "/*",
          "*/",
          "///",
          "\n",
          "\r\n",
          "\r",
          "\t",
          " ",
          "\0",
          "λ",
          "🚀",
          "\ud83d",
          "\ude80",
          "\u200b",
          "\ufeff",
          "\u2028",
          "1",
          "1.5",
          "1e",
          "99999999999999999999",
          "x",
          "input ",
          "output ",
          "layer ",
          "for ",
          "in ",
          "if ",
          "else ",
          "model ",
          "block ",
          "train ",
          "import ",
          "as ",
          "not ",
          "and ",
          "true ",
          "elif ",
          "return ");

  @Test
  void mutatedTextsAreParsedOrExplained() {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder(pick(random, TEXTS));
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        switch (random.nextInt(5)) {
          case 0 -> text.delete(from, to);
          case 1 -> text.insert(to, text.substring(from, to));
          case 2 -> text.setLength(to);
          case 3 -> text.replace(from, to, pick(random, TEXTS));
          default -> text.insert(from, pick(random, BITS));
        }
      }
      check(text.toString());
    }
  }

  @Test
  void heapsOfTokensAreParsedOrExplained() {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "model A {\n" : "");
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(pick(random, BITS));
      }
      check(text.toString());
    }
  }

  @Test
  void randomBytesAreParsedOrExplained() {
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      check(
          new String(
              bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16));
    }
  }

  private static String pick(Random random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static void check(String text) {
    Source source = Source.of("a.nnd", text);
    try {
      checkSpans(Parser.parse(source), new Span(source, 0, text.length()));
    } catch (NndException e) {
      assertEquals(1, e.diagnostics().size(), text);
      checkDiagnostic(text, e.diagnostics().get(0));
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("for this text:\n" + text, e);
    }
  }

  private static void checkDiagnostic(String text, Diagnostic d) {
    Location at = d.location().orElseThrow();
    List<String> lines = List.of(text.split("\n", -1));
    assertTrue(at.line() >= 1 && at.line() <= at.endLine() && at.endLine() <= lines.size(), text);
    String first = lines.get(at.line() - 1);
    String last = lines.get(at.endLine() - 1);
    assertTrue(at.column() >= 1 && at.column() <= first.length() + 1, text);
    assertTrue(at.endColumn() >= 1 && at.endColumn() <= last.length() + 1, text);
    assertFalse(d.message().isBlank());
    assertTrue(d.code().matches("NND010[1-8]"), d.code());
    String rendered = Rendering.text(d);
    assertTrue(rendered.contains("^"), rendered);
    assertFalse(rendered.contains("null") && !text.contains("null"), rendered);
  }

  /** Every part of the tree stands inside of what it is a part of. */
  private static void checkSpans(Object part, Span whole) {
    if (part instanceof Optional<?> o) {
      o.ifPresent(p -> checkSpans(p, whole));
    } else if (part instanceof Collection<?> all) {
      all.forEach(p -> checkSpans(p, whole));
    } else if (part instanceof Record r && !(part instanceof Source) && !(part instanceof Span)) {
      Span own = whole;
      for (RecordComponent c : r.getClass().getRecordComponents()) {
        own = get(c, r) instanceof Span s ? s : own;
      }
      assertTrue(
          whole.start() <= own.start() && own.start() <= own.end() && own.end() <= whole.end());
      for (RecordComponent c : r.getClass().getRecordComponents()) {
        checkSpans(get(c, r), own);
      }
    }
  }

  private static Object get(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
