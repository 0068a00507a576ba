package org.nnd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Lowering;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.TrainingMode;
import org.nnd.layer.Weight;
import org.nnd.onnx.Running;
import org.nnd.op.Lowerings;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Tally;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * What texts compute against PyTorch: layers, whole networks, and twenty training steps. The
 * expected values are made by {@code src/test/python/oracle.py}.
 */
class OracleTest {
  /** The files with layers, one for each kind. */
  static final List<String> LAYERS =
      List.of("layers.json", "shapes.json", "norms.json", "recurrent.json");

  /** The files with trainings. */
  static final List<String> TRAININGS =
      List.of(
          "training.json",
          "training_descent.json",
          "training_losses.json",
          "training_norms.json",
          "training_recurrent.json",
          "training_shapes.json");

  @TestFactory
  Stream<DynamicTest> layersGiveWhatPyTorchGives() throws IOException {
    return cases(LAYERS, OracleTest::layer);
  }

  @TestFactory
  Stream<DynamicTest> layersGiveTheSameWhileTraining() throws IOException {
    return cases(LAYERS, OracleTest::layerInTraining);
  }

  @TestFactory
  Stream<DynamicTest> trainingGoesAsInPyTorch() throws IOException {
    return cases(TRAININGS, c -> training(c, Lowerings.PORTABLE));
  }

  /** What is written for CUDA runs on a CPU as well. */
  @TestFactory
  Stream<DynamicTest> trainingWrittenForCudaGoesSoToo() throws IOException {
    return cases(TRAININGS, c -> training(c, Lowerings.ONNX_RUNTIME_CUDA));
  }

  @TestFactory
  Stream<DynamicTest> metricsAreWhatScikitLearnSays() throws IOException {
    return cases(List.of("metrics.json"), OracleTest::metrics);
  }

  @TestFactory
  Stream<DynamicTest> weightsStartAsInPyTorch() throws IOException {
    return cases(List.of("initialisers.json", "initialisers_norms.json"), OracleTest::initializer);
  }

  private interface Case {
    void check(JsonObject values) throws Exception;
  }

  private static Stream<DynamicTest> cases(List<String> files, Case body) throws IOException {
    return cases(files).stream().map(c -> dynamicTest(name(c), () -> body.check(c)));
  }

  static List<JsonObject> cases(List<String> files) throws IOException {
    List<JsonObject> all = new ArrayList<>();
    for (String file : files) {
      try (Reader in =
          new InputStreamReader(
              OracleTest.class.getResourceAsStream("/oracle/" + file), StandardCharsets.UTF_8)) {
        JsonParser.parseReader(in)
            .getAsJsonObject()
            .getAsJsonArray("cases")
            .forEach(each -> all.add(each.getAsJsonObject()));
      }
    }
    return all;
  }

  static String name(JsonObject c) {
    return c.has("name") ? c.get("name").getAsString() : c.get("weight").getAsString();
  }

  static Experiment experiment(JsonObject c) {
    Source text = Source.of("oracle.nnd", c.get("program").getAsString());
    return Compiler.choose(Compiler.check(text), Optional.empty());
  }

  private static void layer(JsonObject c) throws Exception {
    Experiment e = experiment(c);
    Map<String, Tensor> weights = tensors(c.getAsJsonObject("weights"));
    assertEquals(weights.keySet(), e.network().weights().keySet());
    try (Running run = new Running(Compiler.inference(e, weights, Map.of()).toBytes())) {
      Map<String, double[]> results = run.run(tensors(c.getAsJsonObject("inputs")));
      JsonObject expected = c.getAsJsonObject("outputs");
      assertEquals(expected.keySet(), results.keySet());
      for (String output : expected.keySet()) {
        close(values(expected.getAsJsonObject(output)), results.get(output), 1e-5, output);
      }
    }
  }

  /**
   * Some layers are written in another way where gradients are needed; what they compute is the
   * same, other than where a case says so or has dropout.
   */
  private static void layerInTraining(JsonObject c) throws Exception {
    String program = c.get("program").getAsString();
    if (program.contains("dropout")) {
      return;
    }
    Experiment e = experiment(c);
    var g = new Builder("training");
    Map<String, Value> inputs = e.network().declareInputs(g);
    Map<String, Tensor> weights = tensors(c.getAsJsonObject("weights"));
    Map<String, Value> numbers = new LinkedHashMap<>();
    weights.forEach((n, t) -> numbers.put(n, g.input(n, t)));
    var step = g.constant(Tensor.scalar(0));
    e.network()
        .emit(g, inputs, numbers::get, Optional.of(new TrainingMode(step, 1)))
        .outputs()
        .forEach(g::output);
    try (Running run = new Running(g.build())) {
      Map<String, double[]> results = run.run(tensors(c.getAsJsonObject("inputs")));
      JsonObject expected =
          c.getAsJsonObject(c.has("training_outputs") ? "training_outputs" : "outputs");
      for (String output : expected.keySet()) {
        close(values(expected.getAsJsonObject(output)), results.get(output), 1e-5, output);
      }
    }
  }

  private static void training(JsonObject c, Lowering lowering) throws Exception {
    Experiment e = experiment(c);
    Training training = training(c, e);
    Map<String, Tensor> state = tensors(c.getAsJsonObject("weights"));
    TrainingGraph step = TrainingGraph.of(training, state, lowering);
    JsonArray batches = c.getAsJsonArray("batches");
    double[] losses = values(c.getAsJsonArray("losses"));
    Map<String, Tensor> fed = new LinkedHashMap<>();
    try (Running start = new Running(Compiler.initialization(e, step).toBytes());
        Running run = new Running(Compiler.training(e, training, step).toBytes())) {
      fed.putAll(start.tensors(Map.of()));
      for (int i = 0; i < losses.length; i++) {
        measured(c, i).ifPresent(t -> fed.put(TrainingGraph.MEASURED, t));
        fed.putAll(tensors(batches.get(i % batches.size()).getAsJsonObject()));
        Map<String, Tensor> results = run.tensors(fed);
        close(
            new double[] {losses[i]},
            Running.doubles(results.get(Training.LOSS)),
            1e-5,
            "loss of step " + (i + 1));
        step.state().forEach((name, next) -> fed.put(name, results.get(next)));
      }
    }
    JsonObject last = c.getAsJsonObject("final_weights");
    assertTrue(!last.keySet().isEmpty());
    for (String weight : last.keySet()) {
      double[] got = Running.doubles(fed.get(weight));
      close(values(last.getAsJsonObject(weight)), got, 5e-5, weight);
    }
  }

  private static Training training(JsonObject c, Experiment e) {
    Training training = e.training().orElseThrow();
    return c.has("length") ? training.lasting(c.get("length").getAsLong()) : training;
  }

  /** The loss that is told before a step. */
  private static Optional<Tensor> measured(JsonObject c, int step) {
    return Optional.ofNullable(c.getAsJsonObject("measured"))
        .map(all -> all.get(Integer.toString(step)))
        .map(loss -> Tensor.scalar(ElementType.FLOAT, loss.getAsDouble()));
  }

  private static void metrics(JsonObject c) throws Exception {
    Experiment e = experiment(c);
    Training training = e.training().orElseThrow();
    Map<String, Tensor> weights = tensors(c.getAsJsonObject("weights"));
    Tally tally = new Tally(training);
    try (Running run = new Running(TrainingGraph.evaluation(training))) {
      for (JsonElement each : c.getAsJsonArray("batches")) {
        Map<String, Tensor> fed = tensors(each.getAsJsonObject());
        long examples = fed.get(Training.LABEL).type().shape().dim(0).known().orElseThrow();
        fed.putAll(weights);
        tally.add(run.run(fed), (int) examples);
      }
    }
    JsonObject expected = c.getAsJsonObject("metrics");
    assertEquals(expected.keySet(), training.metrics().keySet());
    for (String metric : expected.keySet()) {
      JsonObject is = expected.getAsJsonObject(metric);
      Measure measure = tally.finish().get(metric);
      if (measure instanceof Measure.Single x) {
        double tolerance = is.get("tolerance").getAsDouble();
        assertEquals(is.get("value").getAsDouble(), x.value(), tolerance, metric);
      } else if (measure instanceof Measure.Matrix m) {
        assertEquals(is.get("counts"), new Gson().toJsonTree(m.counts()), metric);
      }
    }
  }

  private static void initializer(JsonObject c) {
    Experiment e = experiment(c);
    String name = c.get("weight").getAsString();
    Weight w = e.network().weights().get(name);
    assertEquals(shape(c), w.type().shape());
    double[] numbers = Running.doubles(w.initializer().make(w.type(), 7, name));
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (double x : numbers) {
      sum += x;
      squares += x * x;
      largest = Math.max(largest, Math.abs(x));
    }
    int n = numbers.length;
    if (c.has("bound")) {
      double bound = c.get("bound").getAsDouble();
      float furthest = (float) bound;
      assertTrue(largest <= furthest && largest > bound * (1 - 8.0 / n), "largest " + largest);
    }
    if (c.has("furthest")) {
      assertTrue(largest <= c.get("furthest").getAsDouble(), "largest " + largest);
    }
    double deviation =
        c.has("deviation")
            ? c.get("deviation").getAsDouble()
            : c.get("bound").getAsDouble() / Math.sqrt(3);
    assertEquals(0, sum / n, 4 * deviation / Math.sqrt(n), "mean");
    assertEquals(1, squares / n / (deviation * deviation), 4 / Math.sqrt(n), "variance");
  }

  private static void close(double[] expected, double[] actual, double tolerance, String what) {
    double scale = 1;
    for (double x : expected) {
      scale = Math.max(scale, Math.abs(x));
    }
    assertArrayEquals(expected, actual, tolerance * scale, what);
  }

  static Map<String, Tensor> tensors(JsonObject named) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : named.keySet()) {
      JsonObject t = named.getAsJsonObject(name);
      boolean whole =
          StreamSupport.stream(t.getAsJsonArray("values").spliterator(), false)
              .noneMatch(v -> v.getAsString().contains("."));
      ElementType element =
          whole && name.equals(Training.LABEL) ? ElementType.INT64 : ElementType.FLOAT;
      if (t.has("type")) {
        element = ElementType.of(t.get("type").getAsString()).orElseThrow();
      }
      all.put(name, Tensor.of(element, shape(t), values(t)));
    }
    return all;
  }

  private static Shape shape(JsonObject t) {
    JsonArray sizes = t.getAsJsonArray("shape");
    return Shape.of(
        StreamSupport.stream(sizes.spliterator(), false)
            .mapToLong(JsonElement::getAsLong)
            .toArray());
  }

  private static double[] values(JsonObject t) {
    return values(t.getAsJsonArray("values"));
  }

  private static double[] values(JsonArray numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }
}
