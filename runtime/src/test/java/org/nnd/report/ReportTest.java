package org.nnd.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.markup.Xml;
import org.nnd.runtime.Data;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Provider;
import org.nnd.runtime.Trainer;
import org.nnd.source.Source;
import org.nnd.syntax.Parser;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Training;
import org.w3c.dom.Document;

/** Reports of real trainings, small ones. */
final class ReportTest {
  private static final ZonedDateTime TIME =
      ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

  @TempDir Path dir;

  /** The last epoch of the training that was reported. */
  private Epoch last;

  /** The report of a training with a table; what differs from machine to machine is fixed. */
  private String report(String text, String table, Map<String, String> commandLine)
      throws IOException {
    Files.writeString(dir.resolve("table.csv"), table);
    Source source = Source.of("m.nnd", text);
    Experiment e = Compiler.check(source).get("M");
    Training training = e.training().orElseThrow();
    Data data = Data.read(e.network(), training, training.data().orElseThrow(), dir);
    try (Trainer trainer = new Trainer(training, data)) {
      trainer.run(epoch -> last = epoch);
      return Report.html(
          new Run(
              e,
              training,
              Setting.of(Parser.parse(source), training, commandLine),
              data,
              trainer.history(),
              trainer.restored(),
              trainer.test(),
              trainer.weights(),
              Provider.CPU,
              1.5,
              TIME,
              Map.of("NND", "1.2.3")));
    }
  }

  private static final String CLASSES =
      """
      /// Tells "a" from <b>.
      model M {
        input x: float[2]
        hidden = x -> dense(4) -> tanh
        output y = hidden -> dense(2)
      }
      train M {
        data csv("table.csv", label="kind")
        loss cross_entropy(y, label)
        metric accuracy(y, label)
        optimizer sgd(lr=0.000001)
        validation 0.5  epochs 2  batch 2
      }
      """;

  private static final String KINDS =
      """
      left,right & up,kind
      0,1,<b>
      1,0,a
      0,2,<b>
      2,0,a
      3,0,<b>
      0,3,a
      """;

  /** The rows of all tables, their cells joined. */
  private static List<String> rows(Document page) {
    List<String> rows = new ArrayList<>();
    var all = page.getElementsByTagName("tr");
    for (int i = 0; i < all.getLength(); i++) {
      List<String> cells = new ArrayList<>();
      var children = all.item(i).getChildNodes();
      for (int j = 0; j < children.getLength(); j++) {
        cells.add(children.item(j).getTextContent());
      }
      rows.add(String.join(" | ", cells));
    }
    return rows;
  }

  @Test
  void aClassifiersReport() throws IOException {
    Map<String, String> commandLine = new LinkedHashMap<>();
    commandLine.put("batch", "2");
    commandLine.put("lr", "0.000001");
    String html = report(CLASSES, KINDS, commandLine);
    Document page = Xml.parse(html);
    assertEquals(html, report(CLASSES, KINDS, commandLine));
    assertEquals(
        List.of("Settings", "Results", "Curves", "Examples held out", "Network"),
        Xml.texts(page, "h2"));
    assertEquals(List.of("M"), Xml.texts(page, "h1"));
    assertEquals("Tells \"a\" from <b>.", Xml.texts(page, "p").get(0));
    assertEquals(
        """
        finished | 2026-01-02 03:04 Z
        took | 1.5 s
        epochs | 2
        learned from | 3 examples
        held out | 3 examples
        parameters | 22
        seed | 1
        NND | 1.2.3
        data | csv("table.csv", label="kind") |\s
        loss | cross_entropy(y, label) |\s
        metric | accuracy(y, label) |\s
        optimizer | sgd(lr=0.000001) |\s
        validation | 0.5 |\s
        epochs | 2 |\s
        batch | 2 | command line; the text says 2
        lr | 0.000001 | command line
        seed | 1 | by default
         | training | validation
        loss | 0.6692 | 0.7310
        accuracy | 0.6667 | 0.6667
         | <b> | a
        <b> | 2 | 1
        a | · | ·
        class | examples | precision | recall | F1
        <b> | 3 | 1.0000 | 0.6667 | 0.8000
        a | 0 | 0.0000 | – | 0.0000
        layer | output | parameters | multiply-adds
        input x | float[2] |  |\s
        dense | float[4] | 12 | 8
        tanh | float[4] |  |\s
        dense_2 | float[2] | 10 | 8
        in all |  | 22 | 16
        """,
        String.join("\n", rows(page)) + "\n");
    assertEquals(List.of("<b>, taken for a (65 %)"), Xml.texts(page, "figcaption"));
    assertEquals(List.of("left 3\nright & up 0"), Xml.texts(page, "pre"));
    List<String> texts = Xml.texts(page, "text");
    assertEquals(
        List.of("x", "float[2]", "dense", "float[4]", "tanh", "float[4]", "dense_2", "float[2]"),
        texts.subList(texts.size() - 8, texts.size()));
  }

  @Test
  void theMatrixIsThatOfTheMetric() throws IOException {
    String html = report(CLASSES.replace("accuracy(", "confusion("), KINDS, Map.of());
    Measure measured = last.validation().get("confusion");
    assertEquals(new Measure.Matrix(List.of(List.of(2L, 1L), List.of(0L, 0L))), measured);
    assertTrue(rows(Xml.parse(html)).containsAll(List.of("<b> | 2 | 1", "a | · | ·")), html);
  }

  @Test
  void aSingleScoreTellsTwoClassesApart() throws IOException {
    String text =
        CLASSES
            .replace("dense(2)\n", "dense(1)\n")
            .replace("cross_entropy", "binary_cross_entropy")
            .replace("accuracy(", "confusion(");
    String html = report(text, KINDS, Map.of());
    Measure.Matrix measured = (Measure.Matrix) last.validation().get("confusion");
    List<String> rows = rows(Xml.parse(html));
    for (int i = 0; i < 2; i++) {
      List<Long> row = measured.counts().get(i);
      String expected = (i == 0 ? "<b>" : "a") + " | " + row.get(0) + " | " + row.get(1);
      assertTrue(rows.contains(expected.replace(" 0", " ·")), expected + rows);
    }
  }

  private static final String NUMBERS =
      """
      model M {
        input x: float[1, 4, 4]
        output y = x -> flatten -> dense(1, bias=false)
      }
      train M {
        data csv("table.csv", label="value")
        loss mse(y, label)
        optimizer sgd(lr=0.000001)
        epochs 1  batch 2
      }
      """;

  @Test
  void numbersHaveDistancesAndPixelsAPicture() throws IOException {
    String header = String.join(",", IntStream.range(0, 16).mapToObj(i -> "p" + i).toList());
    String row = ",0,0,0,0,0,0,0,0,0,0,0,0,0,0,0";
    String html = report(NUMBERS, header + ",value\n0" + row + ",3\n0" + row + ",-1\n", Map.of());
    Document page = Xml.parse(html);
    // The network says 0 of pixels that are 0, having no bias.
    assertTrue(rows(page).contains("value | 2.0000 | -1.0000"), html);
    assertEquals(
        List.of("3.0000, predicted as 0.0000", "-1.0000, predicted as 0.0000"),
        Xml.texts(page, "figcaption"));
    assertEquals(2, page.getElementsByTagName("img").getLength());
    assertTrue(Xml.texts(page, "h2").contains("Examples learned from"), html);
  }

  @Test
  void tokensAreShownAsTheirText() throws IOException {
    String text =
        """
        model M {
          input review: int32[T]
          output y = review -> embedding(20, 2) -> lstm(2) -> mean(axis=0) -> dense(2)
        }
        train M {
          data lines("table.csv", text="review", label="kind", tokens=words, vocabulary=20)
          loss cross_entropy(y, label)
          optimizer sgd(lr=0.000001)
          epochs 1
        }
        """;
    // Of examples that are all the same, with all labels, some are wrong.
    String html = report(text, "review,kind\na good film,up\na good film,down\n", Map.of());
    Document page = Xml.parse(html);
    assertEquals(List.of("a good film"), Xml.texts(page, "pre"));
    // Three steps of four gates, each of two numbers of two inputs and two of the state.
    assertTrue(rows(page).stream().anyMatch(r -> r.matches("lstm .* 96")), rows(page).toString());
  }

  @Test
  void whatOnlyTheLossReadsIsNoInputOfPredictions() throws IOException {
    String text =
        """
        model M {
          input x: float[1]
          input w: float
          output y = x -> dense(2)
        }
        train M {
          data csv("table.csv", label="kind")
          loss cross_entropy(y, label, weight=w)
          optimizer sgd(lr=0.000001)
          epochs 1
        }
        """;
    String html = report(text, "x,w,kind\n1,1,up\n1,2,down\n", Map.of());
    assertEquals(List.of("x 1", "w 2"), Xml.texts(Xml.parse(html), "pre"));
  }

  @Test
  void scoresOfSeveralLabelsAreNotComparedWithThem() throws IOException {
    String text =
        CLASSES
            .replace("label=\"kind\"", "label=[\"p\", \"q\"]")
            .replace("cross_entropy", "binary_cross_entropy")
            .replace("metric accuracy(y, label)", "");
    String html = report(text, "a,b,p,q\n1,2,0,1\n2,3,1,1\n1,1,1,0\n", Map.of());
    assertEquals(
        List.of("Settings", "Results", "Curves", "Network"), Xml.texts(Xml.parse(html), "h2"));
  }

  @Test
  void nothingComesFromElsewhere() throws IOException {
    String html = report(CLASSES, KINDS, Map.of());
    String without = html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertFalse(
        Pattern.compile("https?:|<script|<link|src=\"(?!data:)|href|@import|url\\(")
            .matcher(without)
            .find());
    // In HTML a style sheet is no place for escapes.
    Xml.texts(Xml.parse(html), "style")
        .forEach(css -> assertFalse(Pattern.compile("[<>&\"]").matcher(css).find(), css));
  }
}
