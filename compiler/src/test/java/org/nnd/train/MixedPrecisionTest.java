package org.nnd.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.Running;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/** Steps that compute with 16 bits: what computes so, how the loss is scaled, what is learned. */
class MixedPrecisionTest {

  private static Training training(String model, String settings) {
    String text = "model M {\n" + model + "\n}\ntrain M {\n" + settings + "\n}\n";
    return Compiler.check(Source.of("m.nnd", text)).get("M").training().orElseThrow();
  }

  private static TrainingGraph step(Training t) {
    return TrainingGraph.of(t, t.network().initial(t.seed()));
  }

  /** Runs steps on the same batch; state can be looked at and changed in between. */
  private static final class Steps implements AutoCloseable {
    final TrainingGraph graph;
    final Map<String, Tensor> fed;
    final Running running;

    Steps(TrainingGraph graph, Map<String, Tensor> batch) throws OrtException {
      this.graph = graph;
      this.fed = new LinkedHashMap<>(graph.defaults());
      this.fed.putAll(batch);
      this.running = new Running(graph.withoutDefaults());
    }

    /** A step; what it gives for the loss. */
    double step() throws OrtException {
      Map<String, Tensor> results = running.tensors(fed);
      graph.state().forEach((input, output) -> fed.put(input, results.get(output)));
      return Running.doubles(results.get("loss"))[0];
    }

    double[] numbers(String name) {
      return Running.doubles(fed.get(name));
    }

    double number(String name) {
      return numbers(name)[0];
    }

    void set(String name, double... values) {
      TensorType type = fed.get(name).type();
      fed.put(name, Tensor.of(type.element(), type.shape(), values));
    }

    /** A scale from which every gradient overflows. */
    void spoil() {
      set("loss_scale", 0x1p127);
    }

    @Override
    public void close() throws OrtException {
      running.close();
    }
  }

  // What computes with 16 bits.

  /** For each kind of op in a step's graph the floating-point numbers that it takes first. */
  private static Map<String, String> numbers(Graph graph) {
    return graph.nodes().stream()
        .filter(n -> n.inputs().get(0).element().isFloat() && !n.name().contains("optimizer"))
        .collect(
            Collectors.groupingBy(
                n -> n.op().name(),
                TreeMap::new,
                Collectors.mapping(
                    MixedPrecisionTest::element,
                    Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), all -> String.join(" ", all)))));
  }

  private static String element(Node n) {
    return n.inputs().get(0).element().toString();
  }

  private static final String ALL =
      """
      input x: float[2, 8, 8]
      features = x -> conv(3, kernel=3) -> batch_norm -> relu -> max_pool(2) -> flatten
      output y = features -> dense(4) -> tanh -> dense(3)
      """;

  private static final String CLASSES = "loss cross_entropy(y, label) optimizer sgd(lr=0.1) ";

  @Test
  void productsTakeHalvesAndStatisticsAndLossesFloats() {
    Map<String, String> all = numbers(step(training(ALL, CLASSES + "precision float16")).graph());
    assertEquals("float16", all.get("Conv"));
    assertEquals("float16", all.get("Gemm"));
    assertEquals("float16", all.get("Tanh"));
    assertEquals("float", all.get("BatchNormalization"));
    assertEquals("float", all.get("SoftmaxCrossEntropyLoss"));
  }

  /** Opset 21 has no Conv of bfloat16, but a Gemm. */
  @Test
  void whatOnnxHasNotInBfloat16TakesFloats() {
    TrainingGraph graph = step(training(ALL, CLASSES + "precision bfloat16"));
    Map<String, String> all = numbers(graph.graph());
    assertEquals("float", all.get("Conv"));
    assertEquals("bfloat16", all.get("Gemm"));
    assertFalse(graph.defaults().containsKey("loss_scale"));
  }

  @Test
  void attentionWeighsWithFloats() {
    String model = "input x: float[5, 4]\noutput y = x -> multi_head_attention(2)";
    Map<String, String> all =
        numbers(
            step(training(model, "loss mse(y, label) optimizer sgd(lr=0.1) precision float16"))
                .graph());
    assertEquals("float", all.get("Softmax"));
    assertEquals("float16", all.get("MatMul"));
  }

  @Test
  void stateAndHyperparametersStayAsTheyWere() {
    String more = "optimizer adam(lr=0.1) accumulate 2 ema 0.9 loss cross_entropy(y, label) ";
    Map<String, Tensor> full = step(training(ALL, more)).defaults();
    Map<String, Tensor> mixed =
        new LinkedHashMap<>(step(training(ALL, more + "precision float16")).defaults());
    assertEquals(Tensor.scalar(ElementType.FLOAT, 65536), mixed.remove("loss_scale"));
    assertEquals(Tensor.scalar(0), mixed.remove("loss_scale/steps"));
    assertEquals(Tensor.scalar(0), mixed.remove("optimizer/skipped"));
    assertEquals(Tensor.scalar(1), mixed.remove("optimizer/finite"));
    assertEquals(full, mixed);
  }

  @Test
  void whatMeasuresAndPredictsDoesNotChange() {
    Training full = training(ALL, CLASSES);
    Training mixed = training(ALL, CLASSES + "precision float16");
    assertEquals(
        TrainingGraph.evaluation(full).toString(), TrainingGraph.evaluation(mixed).toString());
    assertEquals(
        TrainingGraph.gradients(full).toString(), TrainingGraph.gradients(mixed).toString());
    assertEquals(
        step(full).graph().toString(),
        step(training(ALL, CLASSES + "precision float32")).graph().toString());
  }

  // What is learned.

  private record Case(String name, String model, String settings) {}

  private static final String IMAGE = "input x: float[1, 12, 12]\n";

  private static final List<Case> NETWORKS =
      List.of(
          new Case(
              "MLP",
              IMAGE + "output y = x -> flatten -> dense(32) -> relu -> dropout(0.2) -> dense(3)",
              "optimizer adam(lr=0.002) clip_norm 1 ema 0.9"),
          new Case(
              "LeNet",
              IMAGE
                  + "output y = x -> conv(6, kernel=5, padding=2) -> sigmoid -> avg_pool(2)"
                  + " -> conv(16, kernel=3) -> sigmoid -> avg_pool(2)"
                  + " -> flatten -> dense(20) -> sigmoid -> dense(3)",
              "optimizer sgd(lr=0.1, momentum=0.9) schedule cosine(steps=20)"),
          new Case(
              "LSTM",
              "input x: float[9, 5]\noutput y = x -> lstm(16, returns=final) -> dense(3)",
              "optimizer adam(lr=0.01) accumulate 2"),
          new Case(
              "GRU both ways",
              "input x: float[T, 5]\noutput y = x -> gru(8, bidirectional=true, layers=2,"
                  + " dropout=0.1, returns=final) -> dense(3)",
              "optimizer adam(lr=0.01)"),
          new Case(
              "batch norm",
              IMAGE
                  + "x = x -> conv(8, kernel=3, bias=false) -> batch_norm -> relu\n"
                  + "body = x -> conv(8, kernel=3, padding=1, lr_scale=0.5) -> batch_norm\n"
                  + "output y = relu(body + x) -> global_avg_pool -> dense(3)",
              "optimizer adamw(lr=0.01) freeze \"conv\" regularize l2(1e-3)"),
          new Case(
              "transformer",
              """
              input x: int64[7]
              x = x -> embedding(2, 8) -> positional_encoding
              x = x + multi_head_attention(x, heads=2, causal=true) -> layer_norm
              output y = x -> gelu -> mean(axis=0) -> dense(3)
              """,
              "optimizer adam(lr=0.01)"));

  @TestFactory
  Stream<DynamicTest> halvesLearnWhatFloatsLearn() {
    return NETWORKS.stream().map(c -> dynamicTest(c.name, () -> learnsAlike(c)));
  }

  private static void learnsAlike(Case c) throws OrtException {
    String settings = c.settings + "\nloss cross_entropy(y, label)\n";
    Training full = training(c.model, settings);
    Training half = training(c.model, settings + "precision float16");
    Map<String, Tensor> batch = batch(full);
    try (Steps a = new Steps(step(full), batch);
        Steps b = new Steps(step(half), batch)) {
      List<Double> floats = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        double loss = a.step();
        floats.add(loss);
        assertEquals(loss, b.step(), 0.02 * loss, "step " + i);
      }
      assertTrue(floats.get(19) < floats.get(0), floats.toString());
      assertEquals(0, b.number("optimizer/skipped"));
      assertEquals(65536, b.number("loss_scale"));
      assertEquals(20, b.number("loss_scale/steps"));
      full.network()
          .weights()
          .forEach((name, w) -> assertEquals(w.type(), b.fed.get(name).type(), name));
    }
  }

  private static Map<String, Tensor> batch(Training t) {
    Random random = new Random(1);
    Map<String, Tensor> batch = new LinkedHashMap<>();
    for (Value v : t.network().inputs()) {
      long[] sizes = v.shape().dims().stream().mapToLong(d -> d.known().orElse(6L)).toArray();
      double[] numbers = new double[Math.toIntExact(Shape.of(sizes).size().orElseThrow())];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = v.element().isFloat() ? random.nextGaussian() : random.nextInt(2);
      }
      batch.put(v.name(), Tensor.of(v.element(), Shape.of(sizes), numbers));
    }
    return batch;
  }

  // The scale of the loss.

  private static final Map<String, Tensor> TWO =
      Map.of(
          "x", Tensor.of(ElementType.FLOAT, Shape.of(2, 2), 1, 2, 2, -1),
          "label", Tensor.of(ElementType.FLOAT, Shape.of(2, 1), 10, -20));

  /** With 65536 the gradients of so wrong a line overflow. */
  private static final double SCALE = 256;

  private static Steps line(String settings) throws OrtException {
    String model = "input x: float[2]\noutput y = x -> dense(1, bias=false)";
    Steps steps =
        new Steps(step(training(model, "loss mse(y, label) precision float16\n" + settings)), TWO);
    steps.set("dense/weight", 0.5, -0.25);
    steps.set("loss_scale", SCALE);
    return steps;
  }

  /** What oracle_scaling.py prints: the scale behind each step, and the weights. */
  @Test
  void aScaleThatIsTooLargeHalvesAsInPytorch() throws OrtException {
    double[][] expected = {
      {12, 0.5, -0.25},
      {11, 0.5, -0.25},
      {10, 0.5, -0.25},
      {10, 0.40000001, -0.15000001},
      {10, 0.30004343, -0.05003365},
      {10, 0.20015807, 0.04987612},
      {10, 0.10037996, 0.14970608},
      {10, 0.00073602, 0.24943267}
    };
    try (Steps s = line("optimizer adam(lr=0.1)")) {
      s.set("loss_scale", 0x1p13);
      for (double[] e : expected) {
        s.step();
        assertEquals(Math.pow(2, e[0]), s.number("loss_scale"));
        assertArrayEquals(new double[] {e[1], e[2]}, s.numbers("dense/weight"), 2e-6);
      }
      assertEquals(8, s.number("optimizer/step"));
      assertEquals(3, s.number("optimizer/skipped"));
      assertEquals(5, s.number("loss_scale/steps"));
    }
  }

  @Test
  void anOverflowLeavesAllAsItWas() throws OrtException {
    try (Steps s = line("optimizer nadam(lr=0.1) ema 0.5 clip_norm 1")) {
      s.step();
      Map<String, Tensor> before = new LinkedHashMap<>(s.fed);
      s.spoil();
      assertTrue(Double.isFinite(s.step()));
      before.put("optimizer/step", Tensor.scalar(2));
      before.put("optimizer/skipped", Tensor.scalar(1));
      before.put("loss_scale", Tensor.scalar(ElementType.FLOAT, 0x1p126));
      before.put("loss_scale/steps", Tensor.scalar(0));
      assertEquals(before, s.fed);
    }
  }

  @Test
  void theScaleDoublesBehind2000Steps() throws OrtException {
    try (Steps s = line("optimizer sgd(lr=0.001)")) {
      s.set("loss_scale/steps", 1998);
      s.step();
      assertEquals(SCALE, s.number("loss_scale"));
      s.step();
      assertEquals(2 * SCALE, s.number("loss_scale"));
      assertEquals(0, s.number("loss_scale/steps"));
    }
  }

  /** Powers of two: what is multiplied and divided is the same to the last bit. */
  @Test
  void theScaleChangesNothing() throws OrtException {
    String settings = "optimizer sgd(lr=0.001) regularize l1(0.1) clip_value 3";
    try (Steps a = line(settings);
        Steps b = line(settings)) {
      b.set("loss_scale", 1);
      for (int i = 0; i < 3; i++) {
        assertEquals(a.step(), b.step());
      }
      assertEquals(a.fed.get("dense/weight"), b.fed.get("dense/weight"));
    }
  }

  @Test
  void oneOverflowAmongBatchesThatAccumulateSkipsTheirUpdate() throws OrtException {
    try (Steps s = line("optimizer adam(lr=0.1) accumulate 3");
        Steps clean = line("optimizer adam(lr=0.1) accumulate 3")) {
      Tensor start = s.fed.get("dense/weight");
      s.step();
      s.spoil();
      s.step();
      s.set("loss_scale", SCALE);
      assertEquals(0, s.number("optimizer/finite"));
      assertArrayEquals(new double[2], s.numbers("dense/weight/gradient"));
      s.step();
      assertEquals(start, s.fed.get("dense/weight"));
      assertEquals(1, s.number("optimizer/skipped"));
      assertEquals(1, s.number("optimizer/finite"));
      assertArrayEquals(new double[2], s.numbers("dense/weight/gradient"));
      for (int i = 0; i < 3; i++) {
        s.step();
        clean.step();
      }
      assertNotEquals(start, s.fed.get("dense/weight"));
      assertEquals(clean.fed.get("dense/weight"), s.fed.get("dense/weight"));
      assertEquals(clean.fed.get("dense/weight/v"), s.fed.get("dense/weight/v"));
    }
  }

  // What is refused.

  private static final String DOUBLES = "input x: double[2]\noutput y = x -> dense(1)";

  @Test
  void aNetworkOfOtherNumbersIsRefusedByTheCommandLineToo() {
    Training t = training(DOUBLES, "loss mse(y, label) optimizer sgd");
    assertEquals(
        """
        error[NND0314]: precision bfloat16 is for weights of float, but dense/weight is double[1, 2]
          help: declare the inputs as float; the training itself makes them narrower
        """,
        assertThrows(NndException.class, () -> Overrides.in(Optional.of("bfloat16"), t))
            .getMessage());
  }

  @Test
  void thereAreThreePrecisions() {
    Training t = training(ALL, CLASSES);
    assertEquals(MixedPrecision.FLOAT32, t.precision());
    assertEquals(MixedPrecision.BFLOAT16, Overrides.in(Optional.of("bfloat16"), t).precision());
    assertEquals(
        "error[NND0304]: precision must be float32 or float16 or bfloat16, not half\n",
        assertThrows(NndException.class, () -> Overrides.in(Optional.of("half"), t)).getMessage());
  }
}
