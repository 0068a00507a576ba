package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A train section for the network of an ONNX file: {@code --from}. */
final class FromFileTest {
  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.write(
        dir.resolve("born.nnd"),
        "model Born { input x: float[2]  output scores = x -> dense(4) -> relu -> dense(2) }");
    assertEquals(0, Outcome.of(dir, "compile DIR/born.nnd -o DIR").exit());
    Texts.write(
        dir.resolve("tuned.nnd"),
        """
        train Tuned {
          data      csv("points.csv", label="side")
          loss      cross_entropy(scores, label)
          metric    accuracy(scores, label)
          optimizer adam(lr=0.05)
          epochs 30  batch 8
        }
        """);
    StringBuilder points = new StringBuilder("a,b,side\n");
    for (int i = 0; i < 40; i++) {
      double a = Math.sin(i);
      double b = Math.cos(1.7 * i);
      points.append(a).append(',').append(b).append(',').append(a > b ? 1 : 0).append('\n');
    }
    Files.writeString(dir.resolve("points.csv"), points);
  }

  @Test
  void itGoesOnLearning() throws IOException {
    Outcome trained =
        Outcome.of(
            dir, "train DIR/tuned.nnd --from DIR/born.onnx -o DIR --log DIR/log.jsonl --no-report");
    assertEquals(0, trained.exit(), trained.err());
    String log = Files.readString(dir.resolve("log.jsonl"));
    String last = log.substring(log.lastIndexOf("{"));
    assertTrue(last.contains("\"accuracy\":1.0") || last.contains("\"accuracy\":0.9"), last);
    Outcome measured =
        Outcome.of(
            dir,
            "eval DIR/tuned.nnd --from DIR/born.onnx --weights DIR/tuned.onnx --data"
                + " DIR/points.csv");
    assertEquals(0, measured.exit(), measured.err());
    Outcome predicted = Outcome.of(dir, "predict DIR/tuned.onnx --data DIR/points.csv");
    assertEquals(0, predicted.exit(), predicted.err());
  }

  @Test
  void itIsSummarizedAndCompiled() {
    String table = Outcome.of(dir, "summary DIR/tuned.nnd --from DIR/born.onnx").out();
    assertTrue(table.startsWith("Tuned\n  input x: float[2]\n  output scores: float[2]\n"), table);
    assertTrue(table.contains("onnx   float[2]          22             16"), table);
    Outcome compiled = Outcome.of(dir, "compile DIR/tuned.nnd --from DIR/born.onnx -o DIR/out");
    assertEquals(0, compiled.exit(), compiled.err());
    assertTrue(Files.exists(dir.resolve("out/tuned.train.onnx")));
  }

  @Test
  void moreThanASectionIsTold() {
    Outcome told = Outcome.of(dir, "compile DIR/born.nnd --from DIR/born.onnx -o DIR/out");
    assertEquals(
        """
        DIR/born.nnd: error[NND0641]: for a model from a file this must hold one train section and nothing else
          help: a text with a model of its own takes the file as a layer: onnx("born.onnx")
        """,
        told.err().replace(dir.toString(), "DIR"));
    assertEquals(Failures.WRONG, told.exit());
  }

  @Test
  void parametersOfATextSayNothing() {
    Outcome told = Outcome.of(dir, "summary DIR/tuned.nnd --from DIR/born.onnx --set a=1");
    assertTrue(told.err().startsWith("--from brings the only model"), told.err());
    assertEquals(Failures.WRONG, told.exit());
  }
}
