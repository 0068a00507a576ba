package org.nnd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Lowering;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.TrainingMode;
import org.nnd.onnx.Running;
import org.nnd.op.Add;
import org.nnd.op.Backward;
import org.nnd.op.CudaKernels;
import org.nnd.op.Lowerings;
import org.nnd.op.Mul;
import org.nnd.op.ReduceMean;
import org.nnd.pass.Passes;
import org.nnd.train.Experiment;
import org.nnd.train.Overrides;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * What is written for CUDA: which of its nodes have no kernel there, and that it gives on a CPU
 * what the portable graphs give. The texts are those of {@link OracleTest}, which have every layer,
 * loss, metric, optimizer and schedule.
 */
class CudaTest {
  /** The mean square of all outputs, and its gradients by inputs and weights. */
  private static Graph gradients(Experiment e, Lowering lowering) {
    Builder g = new Builder("gradients", lowering);
    Map<String, Value> inputs = e.network().declareInputs(g);
    Map<String, Value> weights = new LinkedHashMap<>();
    e.network().weights().forEach((name, w) -> weights.put(name, g.input(name, w.type())));
    TrainingMode mode = new TrainingMode(g.constant(Tensor.scalar(0)), 1);
    Value loss = null;
    var outputs = e.network().emit(g, inputs, weights::get, Optional.of(mode)).outputs();
    for (Value y : outputs.values()) {
      if (y.element() == ElementType.FLOAT) {
        Value square = ReduceMean.reduceMean(g, Mul.mul(g, y, y), List.of(), false);
        loss = loss == null ? square : Add.add(g, loss, square);
      }
    }
    List<Value> by = new ArrayList<>(inputs.values());
    by.addAll(weights.values());
    by.removeIf(v -> v.element() != ElementType.FLOAT);
    if (loss != null) {
      g.output("loss", loss);
      Backward.gradients(g, loss, by).forEach((x, d) -> g.output("d " + x.name(), d));
    } else {
      outputs.forEach(g::output);
    }
    return Passes.of(g.build());
  }

  /** For each operator without a kernel why, and in which of the texts. */
  private static void collect(Map<String, Set<String>> found, Graph graph, String text) {
    for (CudaKernels.Missing m : CudaKernels.missing(graph)) {
      String what = m.node().op().name() + ": " + m.reason();
      found.computeIfAbsent(what, key -> new TreeSet<>()).add(text);
    }
  }

  @Test
  void everyLayerHasKernels() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JsonObject c : OracleTest.cases(OracleTest.LAYERS)) {
      String name = OracleTest.name(c);
      collect(found, gradients(OracleTest.experiment(c), Lowerings.ONNX_RUNTIME_CUDA), name);
    }
    assertEquals(Map.of(), found);
  }

  @Test
  void everyTrainingHasKernels() throws IOException {
    assertEquals(Map.of(), missing("float32"));
  }

  @Test
  void halvesToo() throws IOException {
    assertEquals(Map.of(), missing("float16"));
  }

  @Test
  void bfloat16Too() throws IOException {
    assertEquals(Map.of(), missing("bfloat16"));
  }

  private static Map<String, Set<String>> missing(String precision) throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JsonObject c : OracleTest.cases(OracleTest.TRAININGS)) {
      Training t =
          Overrides.in(Optional.of(precision), OracleTest.experiment(c).training().orElseThrow());
      Map<String, Tensor> weights = t.network().initial(1);
      Graph step = TrainingGraph.of(t, weights, Lowerings.ONNX_RUNTIME_CUDA).graph();
      collect(found, step, OracleTest.name(c));
    }
    return found;
  }

  @TestFactory
  Stream<DynamicTest> layersHaveTheSameGradients() throws IOException {
    return OracleTest.cases(OracleTest.LAYERS).stream()
        .map(c -> dynamicTest(OracleTest.name(c), () -> compare(c)));
  }

  private static void compare(JsonObject c) throws Exception {
    Experiment e = OracleTest.experiment(c);
    Map<String, Tensor> fed = OracleTest.tensors(c.getAsJsonObject("inputs"));
    fed.putAll(OracleTest.tensors(c.getAsJsonObject("weights")));
    Map<String, double[]> expected;
    try (Running run = new Running(gradients(e, Lowerings.PORTABLE))) {
      expected = run.run(fed);
    }
    try (Running run = new Running(gradients(e, Lowerings.ONNX_RUNTIME_CUDA))) {
      Map<String, double[]> results = run.run(fed);
      assertEquals(expected.keySet(), results.keySet());
      expected.forEach((name, x) -> assertArrayEquals(x, results.get(name), 1e-4, name));
    }
  }
}
