package org.nnd.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Golden;
import org.nnd.grammar.NndLexer;
import org.nnd.source.Source;
import org.nnd.syntax.Parser;
import org.nnd.syntax.Tree;

class FormatterTest {
  private static final Path ROOT = Path.of("..");
  private static final int ROUNDS = 3_000;

  /** What may stand between any two words. */
  private static final List<String> SPACES =
      List.of(
          " ",
          "   ",
          "\t",
          "\n",
          "\r\n",
          "\n\n",
          "\n \n\n",
          " // why\n",
          "\n// why  \n\n",
          " /// doc\n",
          "\n/// doc\n",
          " /* why */ ",
          "\n\n/* why */\n",
          "\n /* in two\n  lines */",
          " /* one */ /* two */ // three\r\n");

  @TestFactory
  Stream<DynamicTest> textsGetTheirCanonicalForm() {
    return Golden.tests("format/canonical.txt", FormatterTest::format);
  }

  @TestFactory
  Stream<DynamicTest> theProjectsOwnTextsHaveIt() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : examples()) {
      String text = Files.readString(file);
      tests.add(dynamicTest(file.toString(), () -> assertEquals(text, format(text))));
    }
    Pattern block = Pattern.compile("(?s)```nnd\\R(.*?)```");
    for (String page : List.of("README.md", "docs/language.md")) {
      if (Files.exists(ROOT.resolve(page))) {
        block
            .matcher(Files.readString(ROOT.resolve(page)))
            .results()
            .map(m -> m.group(1))
            .forEach(t -> tests.add(dynamicTest(page, () -> assertEquals(t, format(t)))));
      }
    }
    return tests.stream();
  }

  @Test
  void anyTextKeepsItsMeaningAndHasOneForm() throws IOException {
    List<String> texts = new ArrayList<>(Golden.inputs("format/canonical.txt"));
    texts.addAll(Golden.inputs("syntax/trees.txt"));
    for (Path file : examples()) {
      texts.add(Files.readString(file));
    }
    texts.forEach(FormatterTest::check);
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      check(respaced(texts.get(random.nextInt(texts.size())), random));
    }
  }

  @Test
  void whatHasToBeBrokenHasOneForm() {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      String value = value(random, 4);
      check("block b {\n  input x\n  y = " + value + "\n  output y\n}\n");
    }
  }

  /** An expression with others in it, most of them too long for a line. */
  private static String value(Random random, int deep) {
    if (deep == 0) {
      return List.of("x", "relu", "conv(64, kernel=3, padding=same)", "1.5", "[1, 2]")
          .get(random.nextInt(5));
    }
    Supplier<String> inner = () -> value(random, deep - 1 - random.nextInt(deep));
    return switch (random.nextInt(8)) {
      case 0 ->
          inner.get() + List.of(" + ", " * ", " - ", " == ").get(random.nextInt(4)) + inner.get();
      case 1, 2 -> inner.get() + " -> " + inner.get() + " -> " + inner.get();
      case 3 -> "f(" + inner.get() + ", width=" + inner.get() + ")";
      case 4 -> "[" + inner.get() + ", " + inner.get() + ", " + inner.get() + "]";
      case 5 -> "(" + inner.get() + " | " + inner.get() + ")";
      case 6 -> "if a { " + inner.get() + " } else { " + inner.get() + " }";
      default -> "(" + inner.get() + ")[" + inner.get() + "]";
    };
  }

  @Test
  void longChainsTakeNoTimeAndNoStack() {
    String text = "model A {\n  x = y" + " -> f(1, 2)".repeat(5_000) + "\n}\n";
    assertEquals(5_003, format(text).lines().count());
    String sum = "model A {\n  x = y" + " + f(1)".repeat(5_000) + "\n}\n";
    assertEquals(5_003, format(sum).lines().count());
    String calls = "model A {\n  x = y" + "(1)".repeat(5_000) + "\n}\n";
    assertTrue(format(calls).endsWith("}\n"));
  }

  /** The examples, and the blocks that come with the language. */
  private static List<Path> examples() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String folder : List.of("examples", "compiler/src/main/resources")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(f -> f.toString().endsWith(".nnd")).sorted().forEach(all::add);
      }
    }
    return all;
  }

  private static String format(String text) {
    return Formatter.format(Source.of("a.nnd", text));
  }

  /** The words of a text with other space and more comments between them. */
  private static String respaced(String text, Random random) {
    StringBuilder out = new StringBuilder();
    boolean wild = random.nextInt(3) == 0;
    for (Token t : tokens(text)) {
      String space = SPACES.get(random.nextInt(wild ? SPACES.size() : 7));
      boolean rarely = random.nextInt(20) == 0;
      out.append(rarely ? SPACES.get(random.nextInt(SPACES.size())) : wild ? space : " ");
      out.append(t.getText());
      if (t.getType() == NndLexer.LINE_COMMENT || t.getType() == NndLexer.DOC) {
        out.append('\n');
      } else if (random.nextInt(4) == 0) {
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static void check(String text) {
    try {
      String formatted = format(text);
      assertEquals(words(text), words(formatted));
      assertEquals(tree(text), tree(formatted));
      assertEquals(formatted, format(formatted));
      assertTrue(formatted.isEmpty() || formatted.endsWith("\n"));
      assertFalse(formatted.endsWith("\n\n") || formatted.contains("\n\n\n"));
      assertFalse(formatted.lines().anyMatch(l -> !l.equals(l.stripTrailing())));
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw new AssertionError("for this text:\n" + text, e);
    }
  }

  private static String tree(String text) {
    return Tree.of(Parser.parse(Source.of("a.nnd", text)));
  }

  /** Words and comments. */
  private static List<Token> tokens(String text) {
    NndLexer lexer = new NndLexer(CharStreams.fromString(text));
    List<Token> tokens = new ArrayList<>(lexer.getAllTokens());
    tokens.removeIf(t -> t.getType() == NndLexer.SPACE);
    return tokens;
  }

  private static List<String> words(String text) {
    return tokens(text).stream().map(t -> t.getText().replace("\r", "").stripTrailing()).toList();
  }
}
