package org.nnd.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/** What is said of losses, metrics, optimizers and settings that make no sense. */
class LossRefusalsTest {

  private record Case(String settings, List<String> said) {
    Case(String settings, String... said) {
      this(settings, List.of(said));
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(
              "loss cross_entropy(one, label)",
              "NND0204 cross_entropy expects a score for each class, but the prediction is float",
              "end the network with dense(classes)"),
          new Case(
              "loss cross_entropy(y, label, axis=1)",
              "NND0204 cross_entropy expects a score for each class along axis 1, but the prediction"
                  + " is float[3]",
              "end the network with dense(classes)"),
          new Case(
              "loss hinge(steps, label, axis=0)",
              "NND0204 hinge expects a score for each class along axis 0, but the prediction is"
                  + " float[T, 2]",
              "end the network with dense(classes)"),
          new Case(
              "loss cross_entropy(y, label, weights=[1, 2])",
              "NND0204 cross_entropy has 2 weights for the 3 classes of float[3]",
              "give one for each class"),
          new Case(
              "loss cross_entropy(y, label, weight=two)",
              "NND0204 cross_entropy's weight is a number for each example or each label, but this"
                  + " value is float[2]",
              "make it an input of the model: input w: float"),
          new Case(
              "loss cross_entropy(y, label, weights=[1, 2, -1])",
              "NND0205 cross_entropy's weights must be a number of at least 0 or a list of them, not"
                  + " [1, 2, -1]"),
          new Case(
              "loss cross_entropy(y, label, smoothing=1.5)",
              "NND0205 cross_entropy's smoothing must be a number from 0 to 1, not 1.5"),
          new Case(
              "loss binary_cross_entropy(y, label, weight=two)",
              "NND0204 binary_cross_entropy's weight is a number for each example or each label, but"
                  + " this value is float[2]",
              "make it an input of the model: input w: float"),
          new Case(
              "loss binary_cross_entropy(words, label)",
              "NND0204 binary_cross_entropy expects scores, but the prediction is int64[4]"),
          new Case(
              "loss binary_cross_entropy(y, two)",
              "NND0204 binary_cross_entropy wants a label for each score of float[3], but they are"
                  + " float[2]"),
          new Case(
              "loss huber(words, label)",
              "NND0204 huber needs floating-point numbers, but the prediction is int64[4]"),
          new Case(
              "loss kl_divergence(y, two)",
              "NND0204 kl_divergence wants labels of type float[3] here, but they are float[2]"),
          new Case(
              "loss words * 2",
              "NND0204 this needs floating-point numbers, but the value is int64[4]"),
          new Case(
              "loss 3",
              "NND0308 loss must be computed from the network, but this is 3",
              "for example: loss cross_entropy(output, label)"),
          new Case(
              "loss cross_entropy(y, label)  metric top_k_accuracy(y, label)",
              "NND0204 top_k_accuracy looks at 5 classes, but float[3] has fewer",
              "choose a smaller one: k=2"),
          new Case(
              "loss cross_entropy(y, label)  metric f1(y, label, average=binary)",
              "NND0204 f1 is binary for two classes, but float[3] has scores for 3",
              "for more classes: average=macro"),
          new Case(
              "loss cross_entropy(y, label)  metric f1(y, label, average=mean)",
              "NND0205 f1's average must be binary or macro or micro or weighted, not the layer mean"),
          new Case(
              "loss cross_entropy(y, label)  metric auc(y, label)",
              "NND0204 auc is for two classes, but the prediction is float[3]",
              "give it one score, or scores for two classes"),
          new Case(
              "loss mse(y, label)  metric confusion(many, choice)",
              "NND0204 confusion is for at most 1000 classes, but float[1001] has scores for 1001",
              "f1 is a single number, however many classes there are"),
          new Case(
              "loss mse(y, label)  metric r2(free, free)",
              "NND0204 r2 needs to know how many numbers there are, but the prediction is float[T]",
              "give the last axis a length"),
          new Case(
              "loss cross_entropy(y, label)  metric f1(y, label) * 2  metric accuracy(y, label)",
              "NND0311 a metric that is no mean over examples can't be part of an expression",
              "make it a metric by itself"),
          new Case(
              "loss cross_entropy(y, label) + f1(y, label)",
              "NND0201 there is no loss f1",
              "did you mean l1?"),
          new Case(
              "loss mse(y, label)  clip_norm 0",
              "NND0304 clip_norm must be a number above 0, not 0"),
          new Case(
              "loss mse(y, label)  patience 0",
              "NND0304 patience must be a whole number of at least 1, not 0"),
          new Case(
              "loss cross_entropy(y, label)  metric accuracy(y, label)  metric confusion(y, label)  monitor confusion",
              "NND0304 monitor must be loss or accuracy, not confusion",
              "to look at another metric, measure it: metric ..."),
          new Case(
              "loss mse(y, label)  monitor mse(y, label)",
              "NND0304 monitor must be loss, not a value",
              "to look at another metric, measure it: metric ..."),
          new Case(
              "loss mse(y, label)  clip_value -1",
              "NND0304 clip_value must be a number above 0, not -1"));

  private static final List<Case> OPTIMIZERS =
      List.of(
          new Case(
              "sgd(nesterov=true)",
              "NND0205 nesterov needs a momentum, which is 0",
              "for example: momentum=0.9"),
          new Case("adamw(decay=bias)", "NND0201 there is nothing called bias"),
          new Case("adamw(decay=same)", "NND0205 adamw's decay must be all or weights, not same"),
          new Case(
              "lion(weight_decay=-1)",
              "NND0205 lion's weight_decay must be a number of at least 0, not -1"));

  @TestFactory
  Stream<DynamicTest> settingsThatMakeNoSense() {
    return Stream.concat(
        CASES.stream().map(c -> test(c, c.settings + "  optimizer sgd")),
        OPTIMIZERS.stream().map(c -> test(c, "loss mse(y, label)  optimizer " + c.settings)));
  }

  private static DynamicTest test(Case c, String train) {
    String text =
        """
        model M {
          input x: float[4]
          input words: int64[4]
          input one: float
          input two: float[2]
          input steps: float[T, 2]
          input free: float[T]
          input many: float[1001]
          input choice: int64
          output y = x -> dense(3)
        }
        train M { %s }
        """
            .formatted(train);
    return dynamicTest(c.settings, () -> assertEquals(c.said, said(text)));
  }

  private static List<String> said(String text) {
    try {
      Compiler.check(Source.of("m.nnd", text));
      return List.of();
    } catch (NndException e) {
      return e.diagnostics().stream().flatMap(LossRefusalsTest::lines).collect(Collectors.toList());
    }
  }

  private static Stream<String> lines(Diagnostic d) {
    return Stream.concat(Stream.of(d.code() + " " + d.message()), d.help().stream());
  }
}
