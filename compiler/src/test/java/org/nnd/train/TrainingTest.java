package org.nnd.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.source.Source;

/** What a train section is understood to predict and to measure. */
class TrainingTest {

  private record Case(String loss, String prediction, int classes, String label) {}

  private static final List<Case> CASES =
      List.of(
          new Case("cross_entropy(y, label)", "y", 3, "int64"),
          new Case("0.1 * mse(y, z) + hinge(z, label)", "z", 3, "int64"),
          new Case("binary_cross_entropy(one, label)", "one", 2, "int64"),
          new Case("binary_cross_entropy(y, label)", "y", 0, "float[3]"),
          new Case("(y - label) ** 2", "y", 0, "float[3]"),
          new Case("mse(y, x)", "y", 0, ""));

  @TestFactory
  Stream<DynamicTest> thePredictionIsWhatIsComparedWithTheLabel() {
    return CASES.stream()
        .map(
            c ->
                dynamicTest(
                    c.loss,
                    () -> {
                      Training t = training("loss " + c.loss);
                      assertEquals(Optional.of(c.prediction), t.prediction());
                      assertEquals(c.classes, t.classes());
                      assertEquals(c.label, t.labelType().map(Object::toString).orElse(""));
                    }));
  }

  @Test
  void metricsSayHowTheyAreFinished() {
    Training t =
        training(
            "loss cross_entropy(y, label)  metric accuracy(y, label)  metric f1(y, label)"
                + "  metric recall(y, label, average=micro)  metric perplexity(y, label)"
                + "  metric confusion(y, label)  metric rmse(y, z)  metric r2(y, z)  metric y - z");
    Map<String, String> said = new LinkedHashMap<>();
    t.metrics().forEach((name, s) -> said.put(name, s.describe()));
    assertEquals(
        "{accuracy=mean, f1=f1, recall=recall micro, perplexity=perplexity,"
            + " confusion=confusion, rmse=rmse, r2=r2, metric=mean}",
        said.toString());
  }

  @Test
  void meansCountExamples() {
    Tally tally = new Tally(training("loss mse(y, label)  metric rmse(y, label)"));
    tally.add(Map.of("loss", new double[] {4}, "rmse", new double[] {4}), 3);
    tally.add(Map.of("loss", new double[] {24}, "rmse", new double[] {24}), 1);
    assertEquals("{loss=Single[value=9.0], rmse=Single[value=3.0]}", tally.finish().toString());
  }

  private static Training training(String settings) {
    String text =
        """
        model M {
          input x: float[3]
          output y = x -> dense(3)
          output z = x -> dense(3)
          output one = x -> dense(1)
        }
        train M { %s  optimizer sgd }
        """
            .formatted(settings);
    return Compiler.check(Source.of("m.nnd", text)).get("M").training().orElseThrow();
  }
}
