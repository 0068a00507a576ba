package org.nnd.benchmarks;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nnd.Compiler;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.onnx.OnnxModel;
import org.nnd.source.Source;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * How time grows with depth, width, batch and length: of compiling a training step, of creating its
 * session, of a step. Prints a table in Markdown.
 */
public final class Scaling {
  private static final int STEPS = 15;

  private Scaling() {}

  /** A network of one size. */
  private record Sample(String what, long size, String model, int batch) {}

  public static void main(String[] args) throws OrtException {
    System.out.println("| what grows | to | nodes | compile ms | create session ms | step ms |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    measure(mlp("(warm-up)", 30, 30, 32, 64));
    for (int depth : new int[] {10, 30, 100, 300, 1000}) {
      measure(mlp("layers of 32 units", depth, depth, 32, 64));
    }
    for (int width : new int[] {64, 128, 256, 512, 1024, 2048}) {
      measure(mlp("units in each of 3 layers", width, 3, width, 64));
    }
    for (int batch : new int[] {16, 64, 256, 1024}) {
      measure(mlp("batch, 3 layers of 256 units", batch, 3, 256, batch));
    }
    for (int length : new int[] {20, 100, 500, 2000}) {
      String model =
          "input x: float[" + length + ", 16]\n  output y = x -> lstm(32) -> dense(10)\n";
      measure(new Sample("length, lstm of 32 units", length, model, 16));
    }
  }

  private static Sample mlp(String what, long size, int depth, int width, int batch) {
    String model =
        "input x: float["
            + width
            + "]\n  output y = x -> repeat("
            + depth
            + ", dense("
            + width
            + ") -> relu) -> dense(10)\n";
    return new Sample(what, size, model, batch);
  }

  private static void measure(Sample s) throws OrtException {
    String text =
        "model M {\n  "
            + s.model
            + "}\n\ntrain M {\n  loss cross_entropy(y, label)\n  optimizer sgd(lr=0.01, momentum=0.9)\n}\n";
    long start = System.nanoTime();
    Training t =
        Compiler.choose(Compiler.check(Source.of("m.nnd", text)), Optional.empty())
            .training()
            .orElseThrow();
    TrainingGraph step = TrainingGraph.of(t, t.network().initial(1));
    byte[] model = new OnnxModel(step.withoutDefaults(), "", Map.of()).toBytes();
    double compiled = since(start);
    start = System.nanoTime();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(model, options)) {
      double created = since(start);
      Map<String, OnnxTensor> feed = new HashMap<>();
      for (Value v : t.network().inputs()) {
        Shape shape = v.shape().with(0, Dim.of(s.batch));
        double[] numbers = new double[Math.toIntExact(shape.size().orElseThrow())];
        Arrays.setAll(numbers, i -> v.element() == ElementType.INT64 ? i % 10 : Math.sin(i));
        feed.put(v.name(), onnx(environment, Tensor.of(v.element(), shape, numbers)));
      }
      for (Map.Entry<String, Tensor> e : step.defaults().entrySet()) {
        feed.put(e.getKey(), onnx(environment, e.getValue()));
      }
      double[] times = new double[STEPS];
      for (int i = 0; i < STEPS; i++) {
        start = System.nanoTime();
        session.run(feed).close();
        times[i] = since(start);
      }
      feed.values().forEach(OnnxTensor::close);
      Arrays.sort(times);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %.0f | %.0f | %.2f |%n",
          s.what,
          s.size,
          step.graph().nodes().size(),
          compiled,
          created,
          times[STEPS / 2]);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static OnnxTensor onnx(OrtEnvironment environment, Tensor t) throws OrtException {
    ByteBuffer bytes = t.bytes();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder());
    direct.put(bytes).flip();
    OnnxJavaType type =
        t.type().element() == ElementType.INT64 ? OnnxJavaType.INT64 : OnnxJavaType.FLOAT;
    return OnnxTensor.createTensor(environment, direct, t.type().shape().sizes(), type);
  }
}
