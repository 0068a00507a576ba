package org.nnd.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.TrainingGraph;

/** Numbers beside the model, where a limit says that they are too many for it. */
class ExternalDataTest {
  @TempDir Path dir;

  private static Experiment experiment() {
    String text =
        """
        model M { input x: float[50]  output y = x -> dense(100) -> dense(25, bias=false) }
        train M { loss mse(y, y * 2)  optimizer adam }
        """;
    return Compiler.choose(Compiler.check(Source.of("m.nnd", text)), Optional.empty());
  }

  /** A training step with weights of 20,000, 400 and 10,000 bytes, and two slots for each. */
  private static OnnxModel model() {
    Experiment e = experiment();
    TrainingGraph step = TrainingGraph.of(e.training().orElseThrow(), e.network().initial(1));
    return new OnnxModel(step.graph(), "", Map.of("kind", "with defaults"));
  }

  private static float loss(Path file) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[][] x = new float[2][50];
    x[1][3] = 1;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(file.toString(), options);
        OnnxTensor fed = OnnxTensor.createTensor(environment, x);
        OrtSession.Result result = session.run(Map.of("x", fed))) {
      return ((OnnxTensor) result.get("loss").orElseThrow()).getFloatBuffer().get(0);
    }
  }

  @Test
  void aLargeModelHasItsNumbersBesideIt() throws IOException, OrtException {
    Path file = dir.resolve("m.train.onnx");
    Path data = dir.resolve("m.train.onnx.data");
    OnnxModel model = model();
    model.write(file);
    float loss = loss(file);
    assertFalse(Files.exists(data));

    model.write(file, 50_000);
    assertEquals(loss, loss(file));
    assertTrue(Files.size(file) < 30_000, "of " + Files.size(file));
    // Six of 20,000 and 10,000 bytes, each from a multiple of 4096 on; the last is a short one.
    assertEquals(6, outside(file));
    assertEquals(3 * 20_480 + 2 * 12_288 + 10_000, Files.size(data));

    model.write(file);
    assertFalse(Files.exists(data));
    assertEquals(loss, loss(file));
  }

  @Test
  void numbersAreReadBackFromBoth() throws IOException {
    OnnxModel model = model();
    for (String name : new String[] {"inside", "outside"}) {
      Path file = dir.resolve(name + ".onnx");
      model.write(file, name.equals("inside") ? Long.MAX_VALUE : 0);
      SavedModel saved = SavedModel.read(file);
      assertEquals(model.metadata(), saved.metadata());
      model
          .graph()
          .initializers()
          .forEach((v, numbers) -> assertEquals(numbers, saved.initializers().get(v.name())));
    }
    Path data = dir.resolve("outside.onnx.data");
    Files.write(data, new byte[10]);
    assertUnreadable("can't be read: outside.onnx.data is too short");
    Files.delete(data);
    assertUnreadable("there is no file " + data);
  }

  private void assertUnreadable(String message) {
    NndException refused =
        assertThrows(NndException.class, () -> SavedModel.read(dir.resolve("outside.onnx")));
    assertEquals(
        List.of("NND0506 " + message),
        refused.diagnostics().stream().map(d -> d.code() + " " + d.message()).toList());
  }

  private static long outside(Path file) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList().stream()
        .filter(t -> t.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
        .count();
  }

  @Test
  void trainingInformationStaysInOneFile() throws IOException {
    Experiment e = experiment();
    Map<String, Tensor> weights = e.network().initial(1);
    OnnxModel model =
        Compiler.inference(e, weights, Map.of())
            .with(Compiler.information(e.training().orElseThrow(), weights));
    Path file = dir.resolve("m.onnx");
    assertEquals(
        "with its training information the model is more than 2 GiB",
        assertThrows(IOException.class, () -> model.write(file, 60_000)).getMessage());
    assertFalse(Files.exists(file));
    model.write(file);
    assertTrue(Files.exists(file));
  }

  @Test
  void theBytesAreTheSameEachTime() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      Files.createDirectory(dir.resolve(name));
      model().write(dir.resolve(name).resolve("m.onnx"), 0);
    }
    for (String file : new String[] {"m.onnx", "m.onnx.data"}) {
      assertArrayEquals(
          Files.readAllBytes(dir.resolve("a").resolve(file)),
          Files.readAllBytes(dir.resolve("b").resolve(file)));
    }
  }

  @Test
  void whatIsTheSameEverywhereIsFound() {
    assertTrue(Tensor.filled(model().graph().inputs().get(1).type(), 3).isFilled());
    assertTrue(Tensor.scalar(7).isFilled());
    assertFalse(Tensor.of(ElementType.FLOAT, Shape.of(3), 1, 1, 2).isFilled());
    assertEquals(
        Tensor.scalar(ElementType.FLOAT, 2),
        Tensor.of(ElementType.FLOAT, Shape.of(2), 2, 1).first());
  }
}
