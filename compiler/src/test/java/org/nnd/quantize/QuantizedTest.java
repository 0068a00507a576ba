package org.nnd.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.Running;
import org.nnd.source.Source;

/** Graphs with numbers of fewer bits: which ops they have, and that they give nearly the same. */
class QuantizedTest {
  private static final String IMAGES =
      """
      model Images {
        input image: float[3, 8, 8]
        features = image -> conv(8, kernel=3, padding=1) -> batch_norm -> relu
        more     = features -> conv(8, kernel=3, padding=1) -> relu
        both     = features + more -> max_pool(2) -> conv(16, kernel=3, padding=1, groups=2) -> relu
        output y = both -> global_avg_pool -> dense(32) -> relu -> dense(5) -> softmax
      }
      """;

  private static final String SEQUENCES =
      """
      import "std/transformer.nnd"
      model Sequences {
        input text: int64[T]
        vectors = text -> embedding(50, 32) -> transformer_encoder(heads=4, hidden=64)
        output y = vectors -> lstm(16) -> dense(4)
      }
      """;

  private static final Tensor IMAGE = numbers(Shape.of(4, 3, 8, 8));
  private static final Tensor TEXT =
      new Tensor(Tensor.longs(new long[20]).type().shaped(Shape.of(4, 5)), words(20));

  private static byte[] words(int n) {
    long[] all = new long[n];
    for (int i = 0; i < n; i++) {
      all[i] = i * 7L % 50;
    }
    byte[] bytes = new byte[8 * n];
    Tensor.longs(all).bytes().get(bytes);
    return bytes;
  }

  private static Tensor numbers(Shape shape) {
    double[] all = new double[Math.toIntExact(shape.size().orElseThrow())];
    for (int i = 0; i < all.length; i++) {
      all[i] = (i * 7919L % all.length) / (double) all.length * 2 - 1;
    }
    return Tensor.of(ElementType.FLOAT, shape, all);
  }

  private static Graph graph(String text) {
    Network network =
        Compiler.choose(Compiler.check(Source.of("a.nnd", text)), Optional.empty()).network();
    return network.inference(network.initial(3));
  }

  private static double[] run(Graph graph, Tensor x) throws Exception {
    try (Running run = new Running(graph)) {
      return run.run(Map.of(graph.inputs().get(0).name(), x)).get("y");
    }
  }

  /** The ranges of an observing graph's outputs. */
  private static Map<String, Range> ranges(Graph observing, Tensor x) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    try (Running run = new Running(observing)) {
      run.run(Map.of(observing.inputs().get(0).name(), x))
          .forEach(
              (name, all) -> {
                float least = 0;
                float most = 0;
                for (double v : all) {
                  least = Math.min(least, (float) v);
                  most = Math.max(most, (float) v);
                }
                ranges.put(name, new Range(least, most));
              });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return ranges;
  }

  private static long size(Graph graph) {
    return new OnnxModel(graph, "", Map.of()).size();
  }

  private static List<String> ops(Graph graph) {
    return graph.nodes().stream().map(n -> n.op().name()).toList();
  }

  private static void assertNear(Form form, String text, Tensor x, double tolerance)
      throws Exception {
    Graph floats = graph(text);
    Graph other = form.of(floats, g -> ranges(g, x));
    assertEquals(floats.inputs(), other.inputs());
    assertEquals(floats.outputs().keySet(), other.outputs().keySet());
    assertEquals(floats.outputs().get("y").type(), other.outputs().get("y").type());
    assertArrayEquals(run(floats, x), run(other, x), tolerance);
    assertArrayEquals(bytes(other), bytes(form.of(graph(text), g -> ranges(g, x))));
  }

  private static byte[] bytes(Graph graph) {
    return new OnnxModel(graph, "", Map.of()).toBytes();
  }

  @Test
  void float16GivesNearlyTheSame() throws Exception {
    assertNear(Form.FLOAT16, IMAGES, IMAGE, 2e-3);
    assertNear(Form.FLOAT16, SEQUENCES, TEXT, 2e-3);
  }

  @Test
  void dynamicInt8GivesNearlyTheSame() throws Exception {
    assertNear(Form.DYNAMIC, IMAGES, IMAGE, 0.01);
    assertNear(Form.DYNAMIC, SEQUENCES, TEXT, 0.05);
  }

  @Test
  void staticInt8GivesNearlyTheSame() throws Exception {
    assertNear(Form.STATIC, IMAGES, IMAGE, 0.01);
    assertNear(Form.STATIC, SEQUENCES, TEXT, 0.05);
  }

  /** Weights and products are halves; what loses digits is computed with floats. */
  @Test
  void float16IsForWeightsAndProducts() {
    Graph graph = Float16.of(graph(SEQUENCES));
    for (Node node : graph.nodes()) {
      String op = node.op().name();
      ElementType in = node.inputs().get(0).element();
      if (op.equals("MatMul") || op.equals("LSTM") || op.equals("Gather")) {
        assertEquals(ElementType.FLOAT16, in, node.toString());
      } else if (op.equals("Softmax") || op.equals("LayerNormalization")) {
        assertEquals(ElementType.FLOAT, in, node.toString());
      }
    }
    double ratio = size(graph) / (double) size(graph(SEQUENCES));
    assertTrue(ratio < 0.65, "" + ratio);
  }

  /** Large numbers stay finite, infinite ones stay as they are. */
  @Test
  void whatFloat16CannotHold() {
    Graph graph =
        Float16.of(graph("model M {\n  input x: float[2]\n  output y = x -> dense(2)\n}\n"));
    List<Value> weights =
        graph.initializers().keySet().stream()
            .filter(v -> v.name().startsWith("dense/weight"))
            .toList();
    assertEquals("[dense/weight/float16: float16[2, 2]]", weights.toString());
  }

  @Test
  void convolutionsGoOnWithWholeNumbers() {
    Graph floats = graph(IMAGES);
    StaticInt8 whole = new StaticInt8(floats);
    Graph graph = whole.write(ranges(whole.observing(), IMAGE));
    assertTrue(ops(graph).stream().noneMatch("BatchNormalization"::equals), "" + ops(graph));
    assertEquals(
        List.of(
            "QuantizeLinear, DequantizeLinear, DequantizeLinear, DequantizeLinear, Conv, Relu",
            "QuantizeLinear, DequantizeLinear, DequantizeLinear, DequantizeLinear, Conv, Relu",
            "QuantizeLinear, DequantizeLinear, Add",
            "QuantizeLinear, DequantizeLinear, MaxPool",
            "QuantizeLinear, DequantizeLinear, DequantizeLinear, DequantizeLinear, Conv, Relu",
            "QuantizeLinear, DequantizeLinear, GlobalAveragePool",
            "QuantizeLinear, DequantizeLinear, Reshape",
            "QuantizeLinear, DequantizeLinear, DequantizeLinear, DequantizeLinear, Gemm, Relu",
            "QuantizeLinear, DequantizeLinear, DequantizeLinear, DequantizeLinear, Gemm, Softmax"),
        String.join(", ", ops(graph))
            .replace(", QuantizeLinear", "\nQuantizeLinear")
            .lines()
            .toList());
  }

  @Test
  void productsAreOfWholeNumbers() {
    List<String> ops = ops(DynamicInt8.of(graph(IMAGES)));
    assertEquals(3, ops.stream().filter("ConvInteger"::equals).count());
    assertEquals(2, ops.stream().filter("MatMulInteger"::equals).count());
    assertTrue(ops.stream().noneMatch(List.of("Conv", "Gemm", "BatchNormalization")::contains));
  }

  /** Recurrent weights and tables are kept small and computed with as floats. */
  @Test
  void whatHasNoIntegerOperatorIsKeptSmall() {
    for (Graph graph : List.of(DynamicInt8.of(graph(SEQUENCES)))) {
      Map<String, Tensor> numbers = new LinkedHashMap<>();
      graph.initializers().forEach((v, t) -> numbers.put(v.name(), t));
      assertEquals("int8[64, 32]", numbers.get("lstm/input_weight/int8").type().toString());
      assertEquals("int8[50, 32]", numbers.get("embedding/weight/int8").type().toString());
      assertTrue(ops(graph).contains("LSTM"));
    }
  }

  /** A range has 0 in it, and a scale of few bits, rounded up. */
  @Test
  void ranges() {
    assertEquals(0, new Range(3, 5).zero());
    assertEquals(255, new Range(-5, -3).zero());
    assertEquals(128, new Range(-1.01f, 1).zero());
    assertEquals(1, new Range(0, 0).scale());
    assertEquals(new Range(0, 1).scale(), new Range(0, 1 - 1e-7f).scale());
    assertTrue(new Range(0, 1).scale() >= 1 / 255f);
    assertEquals(1 / 255f, new Range(0, 1).scale(), 1e-6);
  }

  /** A place whose weights are all 0 leaves room for its bias. */
  @Test
  void weightsOfNothing() {
    Int8 q =
        Int8.of(
            Tensor.of(ElementType.FLOAT, Shape.of(2, 2), 0, 0, -1, 0.5),
            0,
            64,
            ElementType.INT8,
            new float[] {0, 1});
    assertArrayEquals(new float[] {1, 1}, q.scale());
    assertEquals(Tensor.of(ElementType.INT8, Shape.of(2, 2), 0, 0, -1, 0), q.numbers());
    Int8 u =
        Int8.of(Tensor.of(ElementType.FLOAT, Shape.of(1, 2), -1, 0.5), 0, 127, ElementType.UINT8);
    assertEquals(Tensor.of(ElementType.UINT8, Shape.of(1, 2), 1, 192), u.numbers());
  }
}
