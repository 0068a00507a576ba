package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Backward;
import org.nnd.op.Conv;
import org.nnd.op.Mul;
import org.nnd.op.ReduceMean;
import org.nnd.op.Window;

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
    Graph graph = DeadCode.remove(g.build());
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> e : feed.entrySet()) {
      tensors.put(e.getKey(), Tensors.onnx(e.getValue()));
    }
    Map<String, double[]> results = new LinkedHashMap<>();
    try (Session session = Session.of(graph, Provider.CPU);
        OrtSession.Result result = session.run(tensors)) {
      for (Map.Entry<String, Value> e : graph.outputs().entrySet()) {
        TensorType type = e.getValue().type();
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

  private static Tensor numbers(long... sizes) {
    Shape shape = Shape.of(sizes);
    int n = Math.toIntExact(shape.size().orElseThrow());
    double[] numbers =
        IntStream.range(0, n).mapToDouble(i -> (i * 7919L % n) * 2.0 / n - 1).toArray();
    return Tensor.of(ElementType.FLOAT, shape, numbers);
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
