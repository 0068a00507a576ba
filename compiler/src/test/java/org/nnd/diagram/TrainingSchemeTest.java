package org.nnd.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.ir.Node;
import org.nnd.source.Source;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

final class TrainingSchemeTest {
  private static final Training TRAINING =
      Compiler.choose(
              Compiler.check(
                  Source.of(
                      "test.nnd",
                      """
                      block around(n) { input x  output x + (x -> dense(n) -> relu) }
                      model M {
                        input x: float[4]
                        output y = x -> dense(4, frozen=true) -> around(4) -> dense(3)
                      }
                      train M {
                        loss cross_entropy(y, label)  metric accuracy(y, label)
                        optimizer sgd(lr=0.1)
                      }
                      """)),
              Optional.empty())
          .training()
          .orElseThrow();

  private static String learning(Unit u) {
    return u.title() + u.learning().map(l -> " " + (l.updates() > 0)).orElse("");
  }

  @Test
  void whatLearnsIsWhatGradientsComeTo() {
    assertEquals(
        List.of(
            "x",
            "label",
            "dense",
            "dense true",
            "relu false",
            "add false",
            "dense true",
            "cross_entropy false",
            "accuracy",
            "loss",
            "accuracy"),
        TrainingScheme.of(TRAINING).units().stream().map(TrainingSchemeTest::learning).toList());
  }

  @Test
  void operatorsAreThoseOfTheStep() {
    Scheme scheme = TrainingScheme.of(TRAINING);
    List<Node> nodes = TrainingGraph.of(TRAINING, TRAINING.network().initial(1)).graph().nodes();
    Learning all =
        scheme.units().stream()
            .flatMap(u -> u.learning().stream())
            .reduce(Learning.NONE, Learning::and);
    assertEquals(count(nodes, "backward/"), all.gradients());
    assertEquals(count(nodes, "optimizer/"), all.updates());
    long forward = nodes.size() - all.gradients() - all.updates();
    assertEquals(
        "55 parameters; a step has %d operators: %d forward, %d for gradients, %d for updates"
            .formatted(nodes.size(), forward, all.gradients(), all.updates()),
        scheme.facts());
  }

  private static long count(List<Node> nodes, String start) {
    return nodes.stream().filter(n -> n.name().startsWith(start)).count();
  }

  /** From the loss to the first layer that learns, and to nothing before it. */
  @Test
  void gradientsFlowUpwardsBesideValues() {
    String svg =
        Drawing.of(
            TrainingScheme.of(TRAINING), new Folding(Optional.of(1), List.of(), List.of(), false));
    List<String> lanes =
        Pattern.compile("<path class=\"back\" d=\"M\\S+ (\\S+) .*?[ V]([0-9.]+)\"( marker-end)?")
            .matcher(svg)
            .results()
            .map(
                r -> {
                  assertTrue(Double.parseDouble(r.group(1)) > Double.parseDouble(r.group(2)));
                  return r.group(3) == null ? "joins" : "arrives";
                })
            .toList();
    assertEquals(List.of("arrives", "arrives"), lanes);
    assertTrue(svg.contains(">gradient "));
    assertTrue(svg.contains(">update "));
  }
}
