package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Lowering;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Backward;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Conv;
import org.nnd.op.Lowerings;
import org.nnd.op.Mul;
import org.nnd.op.ReduceMean;
import org.nnd.op.Window;
import org.nnd.source.Source;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/** What is written for one host gives what the portable step gives. */
class TargetTest {

  /** A convolution of [N, in, height, width]. */
  private record Geometry(Window window, long in, long out, long height, long width) {}

  private static Window window(long kernel, long stride, long dilation, long pad) {
    return new Window(
        List.of(kernel, kernel),
        List.of(stride, stride),
        List.of(dilation, dilation),
        List.of(pad, pad, pad, pad));
  }

  @TestFactory
  Stream<DynamicTest> convolutionsAgree() {
    return Stream.of(
            new Geometry(window(3, 1, 1, 1), 16, 16, 12, 11),
            new Geometry(window(3, 1, 1, 1), 32, 16, 9, 9),
            new Geometry(window(3, 2, 1, 1), 16, 32, 12, 12),
            new Geometry(window(3, 1, 2, 2), 16, 16, 10, 10),
            new Geometry(window(7, 2, 1, 3), 3, 16, 24, 24),
            new Geometry(window(5, 1, 1, 0), 6, 16, 14, 14),
            new Geometry(window(1, 1, 1, 0), 16, 32, 6, 6),
            new Geometry(window(1, 2, 1, 0), 16, 32, 6, 6),
            new Geometry(
                new Window(
                    List.of(3L, 2L), List.of(1L, 2L), List.of(2L, 1L), List.of(1L, 0L, 2L, 1L)),
                16,
                16,
                11,
                12))
        .map(g -> dynamicTest(g.toString(), () -> compare(g)));
  }

  private static void compare(Geometry geometry) throws Exception {
    Map<String, double[]> portable = step(geometry, Target.PORTABLE);
    for (Target other : List.of(Target.ORT_CPU, Target.ORT_CUDA)) {
      Map<String, double[]> host = step(geometry, other);
      assertEquals(portable.keySet(), host.keySet());
      portable.forEach((name, numbers) -> assertArrayEquals(numbers, host.get(name), 2e-4, name));
    }
  }

  private static Map<String, double[]> step(Geometry geometry, Target target) throws Exception {
    Map<String, Tensor> feed = new LinkedHashMap<>();
    feed.put("x", numbers(3, geometry.in(), geometry.height(), geometry.width()));
    Window window = geometry.window();
    feed.put(
        "w",
        numbers(geometry.out(), geometry.in(), window.kernel().get(0), window.kernel().get(1)));
    feed.put("b", numbers(geometry.out()));
    Builder g = new Builder("step", target.lowering());
    List<Value> in =
        feed.entrySet().stream().map(e -> g.input(e.getKey(), e.getValue().type())).toList();
    Value y = g.node(new Conv(window, 1), in).output();
    Value loss = ReduceMean.reduceMean(g, Mul.mul(g, y, y), List.of(), false);
    g.output("y", y);
    Backward.gradients(g, loss, in).forEach((v, d) -> g.output("d" + v.name(), d));
    return results(DeadCode.remove(target.lowering().of(g.build())), feed);
  }

  private static Map<String, double[]> results(Graph graph, Map<String, Tensor> feed)
      throws Exception {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> e : feed.entrySet()) {
      tensors.put(e.getKey(), Tensors.onnx(e.getValue()));
    }
    Map<String, double[]> results = new LinkedHashMap<>();
    try (Session session = Session.of(graph, Provider.CPU);
        OrtSession.Result result = session.run(tensors)) {
      for (Map.Entry<String, Value> e : graph.outputs().entrySet()) {
        TensorType type = e.getValue().type();
        if (type.element() != ElementType.FLOAT) {
          continue;
        }
        Tensor t = Tensors.heap((OnnxTensor) result.get(e.getKey()).orElseThrow(), type);
        int n = Math.toIntExact(t.type().shape().size().orElseThrow());
        var bytes = t.bytes();
        results.put(
            e.getKey(), IntStream.range(0, n).mapToDouble(i -> bytes.getFloat(4 * i)).toArray());
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
    return results;
  }

  private static final String START = "a = x -> conv(16, 3, padding=1) -> batch_norm -> relu\n";

  /** What stays in the blocked layout between convolutions, and what doesn't. */
  @TestFactory
  Stream<DynamicTest> wholeStepsAgree() {
    return Stream.of(
            START + "output y = a -> flatten -> dense(3)",
            START
                + "b = a -> conv(16, 3, padding=1) -> batch_norm\n"
                + "c = a + b -> relu -> conv(32, 3, stride=2, padding=1) -> batch_norm\n"
                + "output y = (a -> conv(32, 1, stride=2)) + c -> relu -> global_avg_pool -> dense(3)",
            START + "output y = a * a - a -> leaky_relu -> dropout(0.4) -> flatten -> dense(3)",
            START
                + "output y = a -> conv(16, 1) -> sigmoid -> conv(16, 1) -> tanh -> flatten -> dense(3)",
            START
                + "output y = a -> conv(32, 3, padding=1) -> relu -> conv(32, 3, padding=1)\n"
                + "  -> batch_norm -> relu -> conv(32, 3, stride=2, padding=1) -> flatten -> dense(3)",
            START
                + "output y = a -> conv(32, 1) -> conv_transpose(16, 2, stride=2) -> flatten -> dense(3)",
            START + "output y = a -> max_pool(2) -> conv(16, 3, padding=1) -> flatten -> dense(3)",
            START + "output y = a -> max_pool(2) -> conv(16, 1) -> relu -> flatten -> dense(3)",
            START + "w = parameter([16, 1, 1])\noutput y = (a - w) * w + w -> flatten -> dense(3)",
            "a = x -> conv(16, 3) -> batch_norm(frozen=true) -> relu\n"
                + "output y = (a -> conv(16, 1)) + (a -> conv(16, 1)) -> flatten -> dense(3)",
            "a = x -> conv(16, 3) -> group_norm(4) -> relu\n"
                + "output y = a / (a -> exp) -> flatten -> dense(3)")
        .map(body -> dynamicTest(body, () -> compare(body)));
  }

  private static void compare(String body) throws Exception {
    String text =
        "model M { input x: float[3, 8, 8]\n"
            + body
            + " }\ntrain M { loss cross_entropy(y, label)  optimizer sgd(lr=1)  batch 4 }";
    Training training = Compiler.check(Source.of("m.nnd", text)).get("M").training().orElseThrow();
    Map<String, double[]> portable = step(training, Target.PORTABLE);
    Map<String, double[]> host = step(training, Target.ORT_CPU);
    if (!body.contains(" / ")) { // quotients ONNX Runtime merges with products, if both stand there
      Map<String, double[]> again = step(training.recomputing(), Target.ORT_CPU);
      host.forEach((name, numbers) -> assertArrayEquals(numbers, again.get(name), name));
    }
    assertEquals(portable.keySet(), host.keySet());
    portable.forEach(
        (name, numbers) -> {
          double most = Arrays.stream(numbers).map(Math::abs).max().orElse(0);
          assertArrayEquals(numbers, host.get(name), 1e-4 * most + 1e-6, name);
        });
  }

  private static Map<String, double[]> step(Training training, Target target) throws Exception {
    TrainingGraph step =
        TrainingGraph.of(training, training.network().initial(1), target.lowering());
    boolean blocked = Target.ORT_CPU.describe().contains("blocks") && target == Target.ORT_CPU;
    long norms =
        step.graph().nodes().stream().filter(n -> n.op() instanceof BatchNormalization).count();
    assertEquals(0, blocked ? norms : 0);
    Map<String, Tensor> feed = new LinkedHashMap<>(step.defaults());
    feed.put("x", numbers(4, 3, 8, 8));
    feed.put("label", new Tensor(TensorType.of(ElementType.INT64, 4), new byte[32]));
    return results(step.withoutDefaults(), feed);
  }

  private static Tensor numbers(long... sizes) {
    Shape shape = Shape.of(sizes);
    int n = Math.toIntExact(shape.size().orElseThrow());
    double[] numbers =
        IntStream.range(0, n).mapToDouble(i -> (i * 7919L % n) * 2.0 / n - 1).toArray();
    return Tensor.of(ElementType.FLOAT, shape, numbers);
  }

  /** A step for blocks of another length stops with an error whose node's name says why. */
  @Test
  void otherBlocksAreRefused() throws Exception {
    assumeTrue(Target.ORT_CPU.describe().contains("blocks"));
    int other = Target.ORT_CPU.describe().endsWith(" 16") ? 8 : 16;
    Map<String, Tensor> feed = Map.of("x", numbers(2, 16, 4, 4), "w", numbers(16, 16, 3, 3));
    Lowering lowering = Lowerings.onnxRuntimeCpu(other);
    Builder g = new Builder("step", lowering);
    Value x = g.input("x", feed.get("x").type());
    Value w = g.input("w", feed.get("w").type());
    Conv conv = new Conv(window(3, 1, 1, 1), 1);
    g.apply(conv, w, w); // nobody needs it
    g.output("y", g.apply(conv, x, w));
    Graph graph = lowering.of(g.build());
    Exception error = assertThrows(Exception.class, () -> results(graph, feed));
    String name = "'made_for_processors_with_blocks_of_" + other + "_channels/Gather_2'";
    assertTrue(error.getMessage().contains("Name:" + name), error.getMessage());
    assertTrue(error.getMessage().contains("out of data bounds"), error.getMessage());
  }

  @Test
  void everyProviderHasOne() {
    Map<Provider.Kind, Target> own =
        Map.of(
            Provider.Kind.CPU,
            Target.ORT_CPU,
            Provider.Kind.CUDA,
            Target.ORT_CUDA,
            Provider.Kind.TENSORRT,
            Target.ORT_CUDA);
    for (Provider.Kind kind : Provider.Kind.values()) {
      Target expected = own.getOrDefault(kind, Target.PORTABLE);
      assertEquals(expected, Target.of(Provider.of(kind)), kind.toString());
    }
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertEquals("portable", Target.PORTABLE.toString());
    assertEquals("ort-cpu", Target.ORT_CPU.toString());
    assertEquals("ort-cuda", Target.ORT_CUDA.toString());
  }
}
