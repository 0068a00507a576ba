package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.SavedModel;
import org.nnd.op.Add;

final class ImportCommandTest {
  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
    Outcome.of(dir, "compile DIR/small.nnd -o DIR/out");
  }

  /** The text that we began with, its weights beside it, and from both the same bytes again. */
  @Test
  void aModelBecomesATextAndWeights() throws IOException {
    Outcome imported = Outcome.of(dir, "import DIR/out/small.onnx -o DIR/in");
    assertEquals(
        Outcome.fine(
            """
            wrote DIR/in/small.nnd
            wrote DIR/in/small.safetensors: 6 weights
            """),
        imported);
    Outcome again =
        Outcome.of(dir, "compile DIR/in/small.nnd --weights DIR/in/small.safetensors -o DIR/again");
    assertEquals(Outcome.fine("wrote DIR/again/small.onnx\n"), again);
    assertEquals(
        SavedModel.read(dir.resolve("out/small.onnx")).initializers(),
        SavedModel.read(dir.resolve("again/small.onnx")).initializers());
    assertEquals(
        "", Outcome.of(dir, "fmt --check DIR/in/small.nnd").err(), "it is in canonical form");
  }

  @Test
  void aTrainingBeginsWithWeights() throws IOException {
    Outcome.of(dir, "train DIR/small.nnd --epochs 1 -o DIR/first --no-report");
    Outcome none =
        Outcome.of(
            dir,
            "train DIR/small.nnd --epochs 1 --lr 1e-30 --weights DIR/first/small.onnx -o DIR/second"
                + " --no-report");
    assertEquals("", none.err());
    assertEquals(
        SavedModel.read(dir.resolve("first/small.onnx")).initializers(),
        SavedModel.read(dir.resolve("second/small.onnx")).initializers());
  }

  @Test
  void aCheckpointHasWeightsToo() throws IOException {
    Outcome.of(dir, "train DIR/small.nnd --epochs 1 -o DIR/first --no-report");
    Outcome.of(
        dir,
        "compile DIR/small.nnd --weights DIR/first/small.checkpoints/last.safetensors -o"
            + " DIR/second");
    assertEquals(
        SavedModel.read(dir.resolve("first/small.onnx")).initializers(),
        SavedModel.read(dir.resolve("second/small.onnx")).initializers());
  }

  @Test
  void otherWeightsAreRefused() throws IOException {
    Files.writeString(
        dir.resolve("wide.nnd"),
        """
        model Wide {
          input x: float[2]
          output x -> dense(5) -> relu -> dense(1)
        }
        """);
    Outcome.of(dir, "import DIR/out/small.onnx -o DIR/in");
    assertEquals(
        Outcome.wrong(
            """
            DIR/in/small.safetensors: error[NND0580]: dense/weight is float[2, 2] in this model, but float[5, 2] in the text
              help: give the text as it was in training, and the same --model and --set
            """),
        Outcome.of(dir, "compile DIR/wide.nnd --weights DIR/in/small.safetensors -o DIR/no"));
    assertFalse(Files.exists(dir.resolve("no")));
  }

  /** A constant has a row for each of two examples. */
  @Test
  void aFixedNumberOfExamplesIsToldWithItsReason() throws IOException {
    Builder graph = new Builder("rows");
    Value x = graph.input("x", TensorType.of(ElementType.FLOAT, 2, 3));
    Value rows = graph.initializer("rows", Tensor.of(ElementType.FLOAT, Shape.of(2, 1), 1, 2));
    graph.output("y", graph.apply(new Add(), x, rows));
    new OnnxModel(graph.build(), "", Map.of()).write(dir.resolve("rows.onnx"));
    assertEquals(
        Outcome.wrong(
            """
            error[NND0624]: no text says exactly what this model does
              note: y: float[2, 3] would be operator: float[N, 2, 3]
              note: the number of examples can't be made free: the batch of 2 is built into node Add (Add)
              help: export the model with the examples on the first axis of its values and on none of its constants, or report it
            """),
        Outcome.of(dir, "import DIR/rows.onnx -o DIR/no"));
    assertFalse(Files.exists(dir.resolve("no")));
  }

  /** scikit-learn's classifiers look up labels, and give a map of probabilities. */
  @Test
  void outputsThatNoTextSaysAreLeftOut() throws IOException {
    Files.copy(Path.of("src/test/resources/classifiers/sklearn_map.onnx"), dir.resolve("map.onnx"));
    assertEquals(
        new Outcome(
            0,
            """
            wrote DIR/in/map.nnd
            wrote DIR/in/map.safetensors: 83 weights
            output output_probability is out_activations_result: its numbers, without names of classes
            """,
            """
            warning[NND0651]: output output_label is left out: no text can say it
              note: node Reshape (Reshape) is no layer here, and its value array_feature_extractor_result: int32[1, N] can't be said in a text: the examples stand on axis 1 of it
              help: the text has the other outputs; --until names the values that are wanted
            """),
        Outcome.of(dir, "import DIR/map.onnx -o DIR/in"));
    assertEquals(
        Outcome.fine("wrote DIR/cut/map.nnd\nwrote DIR/cut/map.safetensors: 30 weights\n"),
        Outcome.of(dir, "import DIR/map.onnx --until next_activations -o DIR/cut"));
  }
}
