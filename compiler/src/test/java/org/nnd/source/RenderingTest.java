package org.nnd.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RenderingTest {

  @Test
  void aDiagnosticInFull() {
    Source source = Source.of("lenet.nnd", "model A {\n    -> dense(120) -> sigmoid\n}\n");
    Diagnostic d =
        at(source, "dense(120)")
            .note("the value comes from avg_pool(2) on line 6")
            .note("it is float[16, 5, 5]")
            .help("insert `-> flatten` before it");
    assertEquals(
        """
        lenet.nnd:2:8: error[NND0204]: something is wrong
           2 |     -> dense(120) -> sigmoid
             |        ^^^^^^^^^^
          note: the value comes from avg_pool(2) on line 6
          note: it is float[16, 5, 5]
          help: insert `-> flatten` before it
        """,
        Rendering.text(d));
  }

  @Test
  void whatIsNotKnownIsNotShown() {
    assertEquals(
        "error[NND0501]: there is no model\n",
        Rendering.text(Diagnostic.of("NND0501", "there is no model")));
    assertEquals(
        "a.csv: error[NND0401]: this file is empty\n",
        Rendering.text(Diagnostic.of("NND0401", Location.file("a.csv"), "this file is empty")));
    assertEquals(
        "a.csv:7: error[NND0402]: this row is too short\n",
        Rendering.text(
            Diagnostic.of("NND0402", Location.line("a.csv", 7), "this row is too short")));
    assertEquals(
        "a.csv:7:3: error[NND0403]: this is no number\n",
        Rendering.text(
            Diagnostic.of("NND0403", new Location("a.csv", 7, 3, 7, 5, ""), "this is no number")));
  }

  @Test
  void tabsStayTabsSoThatTheUnderlineFits() {
    assertUnderlined("\tx\t= relu", "relu", "   1 | \tx\t= relu", "     | \t \t  ^^^^");
  }

  @Test
  void aSpanOfManyLinesIsUnderlinedToTheEndOfItsFirst() {
    assertUnderlined("x = f(  \n  y)\nz", "f(  \n  y)", "   1 | x = f(  ", "     |     ^^");
    assertUnderlined("f(\n\n)", "(\n\n)", "   1 | f(", "     |  ^");
  }

  @Test
  void lineEndsOfWindowsAreNotShown() {
    assertUnderlined("x\r\nyy zz\r\n", "zz", "   2 | yy zz", "     |    ^^");
    assertUnderlined("x\r\nyy zz\r\nw", "zz\r\nw", "   2 | yy zz", "     |    ^^");
  }

  @Test
  void theEndOfTheFileIsAPlaceToo() {
    Source source = Source.of("a.nnd", "model A");
    Diagnostic d = Diagnostic.of("NND0104", new Span(source, 7, 7), "the file ends here");
    assertEquals(
        "a.nnd:1:8: error[NND0104]: the file ends here\n   1 | model A\n     |        ^\n",
        Rendering.text(d));
  }

  @Test
  void wideSignsTakeTwoColumnsAndMarksNone() {
    assertUnderlined("\"🚀\" bad", "bad", "   1 | \"🚀\" bad", "     |      ^^^");
    assertUnderlined("\"漢字\" bad", "bad", "   1 | \"漢字\" bad", "     |        ^^^");
    assertUnderlined("\"λ\" bad", "bad", "   1 | \"λ\" bad", "     |     ^^^");
    assertUnderlined("\"e\u0301\" bad", "bad", "   1 | \"e\u0301\" bad", "     |     ^^^");
    assertUnderlined("x 🚀🚀 y", "🚀🚀", "   1 | x 🚀🚀 y", "     |   ^^^^");
    assertUnderlined("x \u200b y", "\u200b", "   1 | x \u200b y", "     |   ^");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertUnderlined("x\u001b[2J bad", "bad", "   1 | x\ufffd[2J bad", "     |       ^^^");
    assertUnderlined("a\rb bad", "bad", "   1 | a\ufffdb bad", "     |     ^^^");
  }

  @Test
  void longLineNumbersKeepTheUnderlineInPlace() {
    assertUnderlined("\n".repeat(99_999) + "x y", "y", "100000 | x y", "       |   ^");
  }

  @Test
  void jsonHasTheSameFacts() {
    Source source = Source.of("a.nnd", "x = \"<🚀>\"\n  y");
    List<Diagnostic> all =
        List.of(
            at(source, "y").note("a \"note\"").note("<b>").help("a way out"),
            Diagnostic.of("NND0001", Location.file("a.nnd"), "there is no file"),
            Diagnostic.of("NND0501", "no place"));
    assertEquals(
        """
        [
          {
            "code": "NND0204",
            "severity": "error",
            "message": "something is wrong",
            "file": "a.nnd",
            "line": 2,
            "column": 3,
            "endLine": 2,
            "endColumn": 4,
            "notes": [
              "a \\"note\\"",
              "<b>"
            ],
            "help": "a way out"
          },
          {
            "code": "NND0001",
            "severity": "error",
            "message": "there is no file",
            "file": "a.nnd",
            "line": 0,
            "column": 0,
            "endLine": 0,
            "endColumn": 0,
            "notes": []
          },
          {
            "code": "NND0501",
            "severity": "error",
            "message": "no place",
            "notes": []
          }
        ]""",
        Rendering.json(all));
    assertEquals("[]", Rendering.json(List.of()));
  }

  @Test
  void anExceptionTellsAllThatWasFound() {
    NndException e =
        new NndException(
            List.of(Diagnostic.of("NND0501", "one"), Diagnostic.of("NND0502", "two").help("go")));
    assertEquals("error[NND0501]: one\n\nerror[NND0502]: two\n  help: go\n", e.getMessage());
    assertEquals(2, e.diagnostics().size());
  }

  private static Diagnostic at(Source source, String words) {
    int start = source.text().indexOf(words);
    return Diagnostic.of(
        "NND0204", new Span(source, start, start + words.length()), "something is wrong");
  }

  private static void assertUnderlined(String text, String words, String line, String underline) {
    String rendered = Rendering.text(at(Source.of("a.nnd", text), words));
    assertEquals(line + "\n" + underline + "\n", rendered.substring(rendered.indexOf('\n') + 1));
  }

  @Test
  void ofALongLineThePartAroundTheMistakeIsShown() {
    String line = "x".repeat(500) + "wrong" + "y".repeat(500);
    Span span = new Span(Source.of("a.nnd", line), 500, 505);
    assertEquals(
        "a.nnd:1:501: error[NND0001]: this is wrong\n"
            + "   1 | ..."
            + "x".repeat(66)
            + "wrong"
            + "y".repeat(129)
            + "...\n"
            + "     | "
            + " ".repeat(69)
            + "^^^^^\n",
        Rendering.text(Diagnostic.of("NND0001", span, "this is wrong")));
  }

  /** Half of a sign of two characters, which text from anywhere may hold. */
  @Test
  void aLoneHalfOfASignIsNoEnd() {
    Span span = new Span(Source.of("a.nnd", "\uDC00 x"), 2, 3);
    String text = Rendering.text(Diagnostic.of("NND0001", span, "this is wrong"));
    assertEquals("a.nnd:1:3: error[NND0001]: this is wrong", text.lines().findFirst().orElse(""));
  }
}
