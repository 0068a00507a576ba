package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nnd inspect} and {@code nnd diff}. */
final class InspectCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void compile() throws IOException {
    Texts.small(dir);
    assertEquals(0, Outcome.of(dir, "compile DIR/small.nnd -o DIR").exit());
    assertEquals(0, Outcome.of(dir, "compile DIR/small.nnd -o DIR/again").exit());
  }

  @Test
  void aFileOfOurs() {
    assertEquals(
        Outcome.fine(
            """
            file       DIR/small.eval.onnx, 774 bytes
            kind       measures loss and metrics
            name       Small_eval
            producer   nnd
            format     IR version 10
            operators  of ai.onnx 21
            inputs     x: float[N, 2]
                       label: int64[N]
                       dense/weight: float[2, 2]
                       dense/bias: float[2]
            outputs    loss: float
                       accuracy: float
            layers     1 accuracy
                       1 cross_entropy
                       1 dense
            operators  1 ArgMax
                       1 Cast
                       1 Equal
                       1 Gemm
                       1 ReduceMean
                       1 SoftmaxCrossEntropyLoss
            metadata   nnd.format = 2  (the version of these texts)
                       nnd.kind = evaluate  (predict, initialize, train or evaluate)
                       nnd.label = label  (the input that takes the labels)
                       nnd.metrics = {"loss":"mean","accuracy":"mean"}  (how the numbers of batches become one)
            """),
        Outcome.of(dir, "inspect DIR/small.eval.onnx"));
  }

  @Test
  void whatIsNoModel() {
    assertEquals(
        Outcome.wrong(
            """
            DIR/small.nnd: error[NND0507]: this is no ONNX model
              help: is it an .onnx file, and complete?
            """),
        Outcome.of(dir, "inspect DIR/small.nnd"));
    assertEquals(2, Outcome.of(dir, "diff DIR/small.onnx DIR/none.onnx").exit());
  }

  @Test
  void equalFiles() {
    assertEquals(
        Outcome.fine("nothing differs\n"),
        Outcome.of(dir, "diff DIR/small.onnx DIR/again/small.onnx"));
    assertEquals(
        Outcome.fine("[]\n"),
        Outcome.of(dir, "diff DIR/small.onnx DIR/again/small.onnx --format json"));
  }

  @Test
  void filesThatDiffer() {
    assertEquals(
        new Outcome(
            3,
            """
            ~ graph's name: Small -> Small_eval
            + input dense/bias: float[2]
            + input dense/weight: float[2, 2]
            + input label: int64[N]
            + output accuracy: float
            + output loss: float
            - output y: float[N, 2]
            ~ metadata nnd.kind: "predict" -> "evaluate"
            + metadata nnd.label: "label"
            + metadata nnd.metrics: "{"loss":"mean","accuracy":"mean"}"
            + node cross_entropy/SoftmaxCrossEntropyLoss: SoftmaxCrossEntropyLoss
            + node accuracy/ArgMax: ArgMax
            + node accuracy/Equal: Equal
            + node accuracy/Cast: Cast
            + node accuracy/ReduceMean: ReduceMean
            - weight dense/weight: float[2, 2]
            - weight dense/bias: float[2]
            17 differences
            """,
            ""),
        Outcome.of(dir, "diff DIR/small.onnx DIR/small.eval.onnx"));
    Outcome json = Outcome.of(dir, "diff DIR/small.onnx DIR/small.eval.onnx --format json");
    assertEquals(3, json.exit());
    JsonObject first = JsonParser.parseString(json.out()).getAsJsonArray().get(0).getAsJsonObject();
    assertEquals("changed", first.get("change").getAsString());
    assertEquals("graph's name", first.get("what").getAsString());
    assertEquals("", first.get("name").getAsString());
    assertEquals("Small -> Small_eval", first.get("detail").getAsString());
  }

  @Test
  void toleranceIsAtLeastNought() {
    assertEquals(
        Outcome.wrong("--tolerance must be at least 0, not -1.0\nTry: nnd diff --help\n"),
        Outcome.of(dir, "diff DIR/small.onnx DIR/small.onnx --tolerance -1"));
  }
}
