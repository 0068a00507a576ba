package org.nnd.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.OnnxReader;
import org.nnd.onnx.Running;
import org.nnd.op.Foreign;
import org.nnd.op.MatMul;

/** Weights of few bits that the model makes floats of are float weights of the text. */
class FewBitsTest {
  private static final TensorType X =
      new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, Dim.of(4)));

  /** Weights of 4 rows and 2 columns as floats, or their product with what comes in. */
  private static byte[] model(
      ElementType element, int bytes, long axis, long block, Shape each, boolean product) {
    byte[] numbers = new byte[bytes];
    IntStream.range(0, bytes).forEach(i -> numbers[i] = (byte) (0x19 + 0x23 * i));
    int count = Math.toIntExact(each.size().orElseThrow());
    double[] scales = IntStream.range(0, count).mapToDouble(i -> 0.5 + 0.125 * i).toArray();
    Builder g = new Builder("g");
    Value w = g.initializer("w", new Tensor(TensorType.of(element, 4, 2), numbers));
    Value scale = g.initializer("scale", Tensor.of(ElementType.FLOAT, each, scales));
    Value zero =
        g.initializer(
            "zero",
            new Tensor(new TensorType(element, each), new byte[(int) element.bytes(count)]));
    Foreign floats =
        new Foreign(
            "DequantizeLinear",
            "",
            0,
            block == 0 ? Map.of("axis", axis) : Map.of("axis", axis, "block_size", block),
            List.of(0, 1, 2),
            List.of(0),
            List.of(TensorType.of(ElementType.FLOAT, 4, 2)),
            0);
    Value y = g.apply(floats, w, scale, zero);
    g.output("y", product ? g.apply(new MatMul(), g.input("x", X), y) : y);
    return new OnnxModel(g.build(), "", Map.of()).toBytes();
  }

  @ParameterizedTest
  @CsvSource({
    "INT4, 4, 1, 0, 0",
    "INT4, 4, -1, 0, 2",
    "UINT4, 4, 0, 0, 4",
    "INT4, 4, 0, 2, 2x2",
    "INT8, 8, 1, 0, 2",
    "UINT8, 8, 0, 2, 2x2",
    "FLOAT8E4M3FN, 8, 1, 0, 0",
    "FLOAT8E5M2, 8, 1, 0, 2",
  })
  void weights(ElementType element, int bytes, long axis, long block, String each)
      throws Exception {
    long[] sizes =
        each.equals("0")
            ? new long[0]
            : List.of(each.split("x", -1)).stream().mapToLong(Long::parseLong).toArray();
    byte[] whole = model(element, bytes, axis, block, Shape.of(sizes), true);
    Imported imported = Importer.of(OnnxReader.read(whole, Path.of("")).graph(), "m", "");
    assertEquals(
        """
        model M {
          input x: float[4]
          output y = x -> dense(2, bias=false)
        }
        """,
        imported.text());
    Tensor w = imported.weights().get("dense/weight");
    double[] expected;
    try (Running run = new Running(model(element, bytes, axis, block, Shape.of(sizes), false))) {
      expected = run.run(Map.of()).get("y");
    }
    for (int i = 0; i < 8; i++) { // the text has the rows as columns
      assertEquals(expected[i], w.number(i % 2 * 4 + i / 2));
    }
  }
}
