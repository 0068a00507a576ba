package org.nnd.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Lowering;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.Running;

/**
 * Every op's gradient against central differences: the loss is Σ c y with fixed c, run through ONNX
 * Runtime, in doubles where it has the kernels.
 */
class GradientTest {

  @TestFactory
  Stream<DynamicTest> gradientsAgreeWithCentralDifferences() {
    return samples(Lowerings.PORTABLE);
  }

  /** What is written for CUDA runs on a CPU as well. */
  @TestFactory
  Stream<DynamicTest> soDoTheyAsTheyAreWrittenForCuda() {
    return samples(Lowerings.ONNX_RUNTIME_CUDA);
  }

  private static Stream<DynamicTest> samples(Lowering lowering) {
    return Ops.ALL.stream()
        .flatMap(entry -> entry.samples().stream())
        .map(sample -> dynamicTest(sample.toString(), () -> compare(sample, lowering)));
  }

  /** The catalogue is complete: no op goes without samples or a reason. */
  @Test
  void everyOpIsInTheCatalogue() {
    Set<String> ops =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.nnd")
                .stream()
                .filter(c -> c.isAssignableTo(Op.class) && !c.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    Set<String> listed = Ops.ALL.stream().map(e -> e.type().getName()).collect(Collectors.toSet());
    assertEquals(ops, listed);
  }

  /** An op that says it is not differentiable has no rule that nobody checks. */
  @Test
  void aReasonStandsForAMissingRule() {
    for (OpEntry entry : Ops.ALL) {
      boolean rule =
          Stream.of(entry.type().getDeclaredMethods()).anyMatch(m -> m.getName().equals("vjp"));
      assertEquals(entry.notDifferentiable().isEmpty(), rule, entry.type().getSimpleName());
    }
  }

  private static void compare(Sample sample, Lowering lowering) throws Exception {
    ElementType element = sample.float32() ? ElementType.FLOAT : ElementType.DOUBLE;
    Op op = sample.op();
    Map<String, Tensor> feed = new LinkedHashMap<>();
    Builder g = new Builder("gradient", lowering);
    List<Value> inputs = new ArrayList<>();
    List<Value> by = new ArrayList<>();
    for (int i = 0; i < sample.inputs().size(); i++) {
      Tensor t = sample.inputs().get(i);
      boolean isFloat = t.type().element().isFloat();
      Tensor fed = isFloat ? Running.convert(t, element) : t;
      Value x = g.input("x" + i, fed.type());
      feed.put("x" + i, fed);
      inputs.add(x);
      if (isFloat) {
        by.add(x);
      }
    }
    Value loss = weightedSum(g, g.node(op, inputs).outputs().subList(0, sample.outputs()));
    Map<Value, Value> gradients = Backward.gradients(g, loss, by);
    g.output("loss", loss);
    gradients.forEach((x, d) -> g.output("d" + x.name(), d));
    Graph graph = DeadCode.remove(g.build());
    double step = sample.float32() ? 0.05 : 1e-6;
    double tolerance = sample.float32() ? 2e-4 : 1e-7;
    try (Running run = new Running(graph)) {
      Map<String, double[]> all = run.run(feed);
      for (Value x : by) {
        double[] analytic = all.get("d" + x.name());
        assertTrue(analytic.length > 0);
        for (int i = 0; i < analytic.length; i++) {
          double numeric = difference(run, feed, x, i, step);
          if (sample.float32()) { // a long step, and what it bends taken out
            numeric += (numeric - difference(run, feed, x, i, 2 * step)) / 3;
          }
          assertEquals(
              numeric,
              analytic[i],
              tolerance * Math.max(1, Math.abs(numeric)),
              sample + ": by input " + x + " at " + i);
        }
      }
    }
  }

  private static double difference(
      Running run, Map<String, Tensor> feed, Value x, int at, double step) throws Exception {
    double up = lossAt(run, feed, x, Running.nudged(feed.get(x.name()), at, step));
    double down = lossAt(run, feed, x, Running.nudged(feed.get(x.name()), at, -step));
    return (up - down) / (2 * step);
  }

  private static double lossAt(Running run, Map<String, Tensor> feed, Value x, Tensor changed)
      throws Exception {
    Map<String, Tensor> other = new LinkedHashMap<>(feed);
    other.put(x.name(), changed);
    return run.run(other).get("loss")[0];
  }

  /** Σ c y over the outputs, with another c for each element. */
  private static Value weightedSum(Builder g, List<Value> outputs) {
    Value sum = null;
    for (Value y : outputs) {
      Tensor c = Running.convert(Sample.numbers(y.shape().sizes()), y.element());
      Value weighted = Mul.mul(g, y, g.constant(c));
      Value part = ReduceSum.reduceSum(g, weighted, List.of(), false);
      sum = sum == null ? part : Add.add(g, sum, part);
    }
    return sum;
  }

  /** Reshape and Expand with the free number of examples, which constants can't hold. */
  @Test
  void freeLengthsAreReadAtRunTime() throws Exception {
    Builder g = new Builder("free");
    Value x =
        g.input(
            "x",
            new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, Dim.of(2), new Dim.Named("T"))));
    Value y = Reshape.reshape(g, x, Shape.of(new Dim.Named("T"), Dim.of(2), Dim.BATCH));
    g.output("y", y);
    Value mean = ReduceMean.reduceMean(g, Mul.mul(g, x, x), List.of(), false);
    g.output("d", Backward.gradients(g, mean, List.of(x)).get(x));
    try (Running run = new Running(DeadCode.remove(g.build()))) {
      Tensor in = Running.convert(Sample.numbers(3, 2, 5), ElementType.FLOAT);
      Map<String, double[]> out = run.run(Map.of("x", in));
      double[] values = Running.doubles(in);
      for (int i = 0; i < 30; i++) {
        assertEquals(2 * values[i] / 30, out.get("d")[i], 1e-6);
      }
    }
  }
}
