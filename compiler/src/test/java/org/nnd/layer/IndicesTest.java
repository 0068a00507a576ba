package org.nnd.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.onnx.Running;
import org.nnd.source.Source;

/** What ONNX Runtime does with indices outside, which can't be known when compiling. */
class IndicesTest {
  private static final Tensor OUTSIDE = Tensor.longs(2);

  @Test
  void embeddingStops() throws Exception {
    OrtException e =
        assertThrows(OrtException.class, () -> run("int64", "embedding(2, 1, init=ones)", OUTSIDE));
    assertTrue(e.getMessage().contains("indices element out of data bounds"), e.getMessage());
  }

  @Test
  void embeddingCountsFromTheEnd() throws Exception {
    String layer = "embedding(2, 1, init=orthogonal)";
    assertArrayEquals(run("int64", layer, Tensor.longs(1)), run("int64", layer, Tensor.longs(-1)));
  }

  @Test
  void oneHotGivesZeros() throws Exception {
    assertArrayEquals(new double[] {0, 0}, run("int64", "one_hot(2)", OUTSIDE));
    assertArrayEquals(new double[] {0, 1}, run("int64", "one_hot(2)", Tensor.longs(-1)));
  }

  @Test
  void sequenceLongerThanPositionsStops() {
    Tensor x = Tensor.of(ElementType.FLOAT, Shape.of(1, 3, 1), 1, 2, 3);
    OrtException e =
        assertThrows(
            OrtException.class, () -> run("float[T, 1]", "positional_encoding(longest=2)", x));
    assertTrue(e.getMessage().contains("positional_encoding"), e.getMessage());
  }

  private static double[] run(String type, String layer, Tensor x) throws Exception {
    String text = "model M {\n  input x: " + type + "\n  output y = x -> " + layer + "\n}";
    var model = Compiler.check(Source.of("indices.nnd", text)).get("M");
    byte[] bytes = Compiler.inference(model, model.network().initial(1), Map.of()).toBytes();
    try (Running run = new Running(bytes)) {
      return run.run(Map.of("x", x)).get("y");
    }
  }
}
