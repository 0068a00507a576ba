package org.nnd.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.Golden;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.source.Span;

class ParserTest {

  @TestFactory
  Stream<DynamicTest> treesAreAsDrawn() {
    return Golden.tests("syntax/trees.txt", text -> Tree.of(parse(text)));
  }

  /** Each line holds two neighbours in the order of precedence, or one operator with itself. */
  @ParameterizedTest
  @CsvSource({
    "a.b.c,           (. (. a b) c)",
    "a.b(c),          (call (. a b) c)",
    "a[b].c,          (. (at a b) c)",
    "a ** b.c,        (** a (. b c))",
    "a ** b ** c,     (** a (** b c))",
    "-a ** b,         (- (** a b))",
    "a ** -b,         (** a (- b))",
    "a ** -b ** c,    (** a (- (** b c)))",
    "a ** -b * c,     (* (** a (- b)) c)",
    "- - a,           (- (- a))",
    "-a.b(c),         (- (call (. a b) c))",
    "-a * b,          (* (- a) b)",
    "a * -b,          (* a (- b))",
    "a * b / c,       (/ (* a b) c)",
    "a % b @ c,       (@ (% a b) c)",
    "a / b * c % d,   (% (* (/ a b) c) d)",
    "a + b * c,       (+ a (* b c))",
    "a * b + c,       (+ (* a b) c)",
    "a @ b + c @ d,   (+ (@ a b) (@ c d))",
    "a - b - c,       (- (- a b) c)",
    "a - b + c,       (+ (- a b) c)",
    "a - -b,          (- a (- b))",
    "a + b == c - d,  (== (+ a b) (- c d))",
    "a < b,           (< a b)",
    "a <= b,          (<= a b)",
    "a > b,           (> a b)",
    "a >= b,          (>= a b)",
    "a < b != c,      (!= (< a b) c)",
    "a == b == c,     (== (== a b) c)",
    "not a == b,      (not (== a b))",
    "not not a,       (not (not a))",
    "a == not b,      (== a (not b))",
    "not a and b,     (and (not a) b)",
    "a and not b,     (and a (not b))",
    "a and b and c,   (and (and a b) c)",
    "a and b or c,    (or (and a b) c)",
    "a or b and c,    (or a (and b c))",
    "a or b or c,     (or (or a b) c)",
    "a or b -> c,     (-> (or a b) c)",
    "a -> b or c,     (-> a (or b c))",
    "a - b -> f,      (-> (- a b) f)",
    "a -> f -> g,     (-> (-> a f) g)",
    "a -> (f -> g),   (-> a (-> f g))",
    "a -> f + g,      (-> a (+ f g))",
    "(a + b) * c,     (* (+ a b) c)",
    "(-a) ** b,       (** (- a) b)",
    "((a)),           a",
  })
  void operatorsBindAsInTheTextbook(String text, String tree) {
    assertEquals(tree, Tree.of(value(text)));
  }

  @Test
  void everythingKnowsWhereItStands() {
    File file =
        parse(
            """
            /// A doc.
            model RocketNet(n = 1 + 2) {
              // 🚀 takes two characters
              input image: float[n, 28]
              x = (image) -> conv(6, kernel = 5).first[0] // the end
              for c in [1, 2] { x = -x }
              if n == 1 { y = "🚀" } else if n == 2 { y = x }
              output y = (f | g -> h)
            }
            train RocketNet { epochs 10 }
            import "🚀.nnd" as rocket
            """);
    Item.Model model = (Item.Model) file.items().get(0);
    assertText("RocketNet", model.name().span());
    assertText("n", model.parameters().get(0).name().span());
    assertText("1 + 2", model.parameters().get(0).defaultValue().orElseThrow().span());
    assertTrue(model.span().text().startsWith("model RocketNet("), model.span().text());
    assertTrue(model.span().text().endsWith("(f | g -> h)\n}"), model.span().text());

    Statement.Input input = (Statement.Input) model.body().get(0);
    assertText("input image: float[n, 28]", input.span());
    assertText("image", input.name().span());
    assertText("float[n, 28]", input.type().orElseThrow().span());
    assertText("float", input.type().orElseThrow().element().span());
    assertText("28", input.type().orElseThrow().shape().get(1).span());

    Statement.Binding binding = (Statement.Binding) model.body().get(1);
    assertText("x = (image) -> conv(6, kernel = 5).first[0]", binding.span());
    Expression.Pipe pipe = (Expression.Pipe) binding.value();
    assertText("(image) -> conv(6, kernel = 5).first[0]", pipe.span());
    assertText("image", pipe.value().span());
    Expression.Index index = (Expression.Index) pipe.layer();
    assertText("conv(6, kernel = 5).first[0]", index.span());
    Expression.Subscript.At at = (Expression.Subscript.At) index.subscripts().get(0);
    assertText("0", at.index().span());
    Expression.Field field = (Expression.Field) index.of();
    assertText("conv(6, kernel = 5).first", field.span());
    assertText("first", field.name().span());
    Expression.Call call = (Expression.Call) field.of();
    assertText("conv(6, kernel = 5)", call.span());
    assertText("conv", call.callee().span());
    assertText("kernel", call.arguments().get(1).name().orElseThrow().span());
    assertText("5", call.arguments().get(1).value().span());

    Statement.For loop = (Statement.For) model.body().get(2);
    assertText("for c in [1, 2] { x = -x }", loop.span());
    assertText("[1, 2]", loop.list().span());
    assertText("-x", ((Statement.Binding) loop.body().get(0)).value().span());

    Statement.If choice = (Statement.If) model.body().get(3);
    assertText("if n == 1 { y = \"🚀\" } else if n == 2 { y = x }", choice.span());
    assertText("n == 1", choice.condition().span());
    assertText("\"🚀\"", ((Statement.Binding) choice.then().get(0)).value().span());
    assertText("if n == 2 { y = x }", choice.otherwise().get(0).span());

    Statement.Output output = (Statement.Output) model.body().get(4);
    assertText("output y = (f | g -> h)", output.span());
    assertText("y", output.name().orElseThrow().span());
    Expression.Branches branches = (Expression.Branches) output.value();
    assertText("(f | g -> h)", branches.span());
    assertText("g -> h", branches.branches().get(1).span());

    Item.Train train = (Item.Train) file.items().get(1);
    assertText("train RocketNet { epochs 10 }", train.span());
    assertText("RocketNet", train.model().span());
    assertText("epochs", train.settings().get(0).name().span());
    assertText("10", train.settings().get(0).value().span());

    Item.Import other = (Item.Import) file.items().get(2);
    assertText("import \"🚀.nnd\" as rocket", other.span());
    assertText("\"🚀.nnd\"", other.path().span());
  }

  private static void assertText(String expected, Span span) {
    assertEquals(expected, span.text());
  }

  @Test
  void lineEndsOfWindowsAreLineEnds() {
    String text = "/// A file.\n\n/// A doc.\nmodel A {\n\tx = y // why\n\t\t-> z\n}\n";
    String tree = "(model A\n  doc A doc.\n  (x = (-> y z)))\n";
    assertEquals(tree, Tree.of(parse(text)));
    assertEquals(tree, Tree.of(parse(text.replace("\n", "\r\n"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "f(",
        "f(a=",
        "(a|",
        "a[",
        "- ",
        "not ",
        "a ** ",
        "a ** -",
        "if a { ",
        "if a { b } else ",
        "if (",
      })
  void deepNestingIsAnErrorNotACrash(String opening) {
    assertTooDeep("x = " + opening.repeat(100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"if a { ", "if a { x = 1 } else ", "for c in d { "})
  void deepBodiesAreAnErrorNotACrash(String opening) {
    assertTooDeep(opening.repeat(100_000));
  }

  private static void assertTooDeep(String statement) {
    NndException error = assertThrows(NndException.class, () -> parse("model A {\n  " + statement));
    Diagnostic found = error.diagnostics().get(0);
    assertEquals("NND0107", found.code(), found.message());
    assertEquals("this is nested too deeply", found.message());
    assertEquals("give names to the inner parts", found.help().orElseThrow());
    assertEquals(2, found.location().orElseThrow().line());
  }

  @Test
  void reasonableNestingIsFine() {
    value("(".repeat(100) + "a" + ")".repeat(100));
    value("f(x = [".repeat(60) + "a" + "])".repeat(60));
    value("- ".repeat(300) + "a");
    value("if a { b } else ".repeat(300) + "{ c }");
  }

  /** If each bracket doubled the work, ninety would outlast us. */
  @ParameterizedTest
  @ValueSource(strings = {"(", "(a | ", "[", "f(", "f(a = ", "if (", "not (", "a -> ("})
  void nestingIsParsedInLinearTime(String opening) {
    String text = "model A {\n  x = " + opening.repeat(90);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThrows(NndException.class, () -> parse(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {" -> f(1)", " + 1", " * 2", " and b", ".c", "[0]", "(1)", " == 2"})
  void longChainsAreFine(String link) {
    value("a" + link.repeat(20_000));
  }

  @Test
  void aMegabyteIsParsedInSeconds() {
    String block =
        """
        /// A block.
        block b(channels, stride = 1) {
          input x
          y = if stride == 1 and x.channels == channels { x } else { x -> conv(channels, 1) }
          output relu(y + (x -> ( conv(1, kernel=[3, 3]) | identity ) -> concat))
        }
        """;
    String text = block.repeat(1_000_000 / block.length() + 1);
    File file = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(text));
    assertEquals(text.length() / block.length(), file.items().size());
  }

  private static File parse(String text) {
    return Parser.parse(Source.of("a.nnd", text));
  }

  private static Expression value(String text) {
    Item.Model model = (Item.Model) parse("model A {\n  x = " + text + "\n}\n").items().get(0);
    return ((Statement.Binding) model.body().get(0)).value();
  }
}
