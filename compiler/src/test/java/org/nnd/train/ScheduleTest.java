package org.nnd.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.onnxruntime.OrtException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.Running;
import org.nnd.source.Source;

/** The factors of schedules, where PyTorch has no such thing or nobody knows the length. */
class ScheduleTest {

  /**
   * @param steps of the whole training, in 3 epochs
   * @param factors in the steps from one on
   */
  private record Case(String schedule, long steps, long from, double... factors) {}

  private static final List<Case> CASES =
      List.of(
          new Case("cosine", 0, 0, 1, 1, 1),
          new Case("one_cycle", 0, 5, 1, 1),
          new Case("step(every=1)", 0, 5, 1, 1),
          new Case("linear(warmup=1)", 0, 0, 1, 1),
          new Case("cosine(warmup=2, unit=steps)", 0, 0, 0.5, 1, 1),
          new Case("step(every=1, unit=steps)", 0, 0, 1, 0.1, 0.01),
          new Case("step(every=1, factor=0.5)", 7, 0, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125),
          new Case("step(every=1, factor=0.5)", 2, 0, 1, 0.5, 0.25),
          new Case("linear", 4, 0, 1, 0.75, 0.5, 0.25, 0, 0),
          new Case("linear(warmup=10, unit=steps)", 4, 8, 0.9, 1, 1, 0),
          new Case("linear(from=0, to=1, warmup=0.5)", 12, 0, 0, 0, 0, 0.1, 0.2),
          new Case("one_cycle(rise=0, start=0.5, end=0)", 2, 0, 1, 0, 0),
          new Case("one_cycle", 1, 0, 1, 4e-6),
          new Case("cosine", 100_000_000, 50_000_000, 0.5),
          new Case("cosine(steps=2)", 1000, 1, 0.5, 0),
          new Case("constant(warmup=1)", 9, 0, 1.0 / 3, 2.0 / 3, 1, 1));

  @TestFactory
  Stream<DynamicTest> factors() {
    return CASES.stream()
        .map(
            c ->
                dynamicTest(
                    c.schedule + " of " + c.steps,
                    () -> assertArrayEquals(c.factors, factors(c), 1e-5)));
  }

  private static double[] factors(Case c) throws OrtException {
    Descent descent = training(c.schedule).lasting(c.steps).descent();
    Schedule schedule = descent.schedule().orElseThrow();
    Builder g = new Builder("schedule");
    Value step = g.input("step", TensorType.scalar(ElementType.INT64));
    Value steps = g.constant(Tensor.scalar(descent.steps().orElseThrow()));
    g.output("factor", schedule.whole(new Clock(g, schedule.pace(), step, steps, 3, Map.of())));
    try (Running run = new Running(g.build())) {
      double[] factors = new double[c.factors.length];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = run.run(Map.of("step", Tensor.scalar(c.from + i))).get("factor")[0];
      }
      return factors;
    }
  }

  @Test
  void aLengthIsFedOnlyWhereItMatters() {
    Map<String, Boolean> asked = new LinkedHashMap<>();
    for (String schedule :
        List.of(
            "constant",
            "constant(warmup=1)",
            "constant(warmup=5, unit=steps)",
            "step(every=2)",
            "step(every=2, unit=steps)",
            "linear(unit=steps)",
            "plateau",
            "plateau(warmup=0.5)")) {
      asked.put(schedule, graph(schedule).hyperparameters().contains(TrainingGraph.STEPS));
    }
    assertEquals(
        "{constant=false, constant(warmup=1)=true, constant(warmup=5, unit=steps)=false,"
            + " step(every=2)=true, step(every=2, unit=steps)=false, linear(unit=steps)=true,"
            + " plateau=false, plateau(warmup=0.5)=true}",
        asked.toString());
    assertFalse(graph("cosine").state().containsKey(TrainingGraph.MEASURED));
    assertEquals(
        List.of("schedule/loss", "schedule/best", "schedule/waited", "schedule/factor"),
        graph("plateau").state().keySet().stream().filter(s -> s.startsWith("schedule")).toList());
  }

  @Test
  void theLengthIsTheTextsOwnOrTheDrivers() {
    Tensor eleven = Tensor.scalar(11);
    Tensor none = Tensor.scalar(0);
    Training open = training("cosine");
    assertEquals(none, length(open));
    assertEquals(eleven, length(open.lasting(11)));
    assertEquals(eleven, length(training("cosine(steps=11)")));
    assertEquals(eleven, length(training("cosine(steps=11)").lasting(5)));
  }

  private static Tensor length(Training t) {
    return TrainingGraph.of(t, t.network().initial(1)).defaults().get(TrainingGraph.STEPS);
  }

  private static TrainingGraph graph(String schedule) {
    Training t = training(schedule);
    return TrainingGraph.of(t, t.network().initial(1));
  }

  private static Training training(String schedule) {
    String text =
        """
        model M { input x: float[3]  output y = x -> dense(3) }
        train M { loss mse(y, label)  optimizer sgd  schedule %s }
        """
            .formatted(schedule);
    return Compiler.check(Source.of("m.nnd", text)).get("M").training().orElseThrow();
  }
}
