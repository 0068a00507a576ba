package org.nnd.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.nnd.build.Augmentations.crop;
import static org.nnd.build.Augmentations.flip;
import static org.nnd.build.DataSources.csv;
import static org.nnd.build.Layers.conv;
import static org.nnd.build.Layers.dense;
import static org.nnd.build.Layers.flatten;
import static org.nnd.build.Layers.mean;
import static org.nnd.build.Layers.relu;
import static org.nnd.build.Losses.crossEntropy;
import static org.nnd.build.Losses.mse;
import static org.nnd.build.Metrics.accuracy;
import static org.nnd.build.Optimizers.adam;
import static org.nnd.build.Optimizers.sgd;
import static org.nnd.build.Penalties.l2;
import static org.nnd.build.Schedules.cosine;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.build.Train.Split;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/** A train section in Java is that of the same text. */
final class TrainSectionTest {
  private static final String TEXT =
      """
      model Digits {
        input pixels: float[1, 8, 8]
        output logits = pixels / 16 -> conv(4, 3) -> relu -> flatten -> dense(10)
      }

      train Digits {
        data       csv("C:\\\\data\\\\\\"digits\\".csv", label="digit")
        validation 0.2
        split      stratified
        augment    flip
        augment    crop(1)
        loss       cross_entropy(logits, label, smoothing=0.1)
        metric     accuracy(logits, label)
        optimizer  adam(lr=1e-4, weight_decay=0.01)
        schedule   cosine(warmup=2)
        regularize l2(0.0001)
        freeze     "conv*"
        clip_norm  1
        epochs     20
        patience   3
        monitor    accuracy
        batch      32
        seed       7
      }
      """;

  private static Experiment digits() {
    Model m = Model.named("Digits");
    Tensor logits =
        m.input("pixels", 1, 8, 8)
            .dividedBy(16)
            .to(conv(4, 3))
            .to(relu())
            .to(flatten())
            .to(dense(10));
    m.output("logits", logits);
    return m.build(
        new Train()
            .data(csv("C:\\data\\\"digits\".csv").label("digit"))
            .validation(0.2)
            .split(Split.STRATIFIED)
            .augment(flip())
            .augment(crop(1))
            .loss(crossEntropy().smoothing(0.1), logits)
            .metric(accuracy(), logits)
            .optimizer(adam().lr(1e-4).weightDecay(0.01))
            .schedule(cosine().warmup(2))
            .regularize(l2(0.0001))
            .freeze("conv*")
            .clipNorm(1)
            .epochs(20)
            .patience(3)
            .monitor("accuracy")
            .batch(32)
            .seed(7));
  }

  @Test
  void isThatOfItsText() {
    Experiment read = Compiler.check(Source.of("digits.nnd", TEXT)).get("Digits");
    Experiment built = digits();
    Training a = read.training().orElseThrow();
    Training b = built.training().orElseThrow();
    assertEquals(a.data(), b.data());
    assertEquals(a.sampling(), b.sampling());
    assertEquals(a.stopping(), b.stopping());
    assertEquals(a.descent(), b.descent());
    assertEquals(Optional.of("logits"), b.prediction());
    assertEquals(10, b.classes());
    Map<String, org.nnd.ir.Tensor> weights = read.network().initial(7);
    assertArrayEquals(
        Compiler.training(read, a, weights).toBytes(),
        Compiler.training(built, b, weights).toBytes());
  }

  @Test
  void theLossMayBeAnOutput() {
    Model m = Model.named("M");
    Tensor x = m.input("x", 4);
    Tensor loss = x.to(dense(4)).minus(x).power(2).to(mean());
    m.output("error", loss);
    Training t = m.build(new Train().loss(loss).optimizer(sgd(0.1))).training().orElseThrow();
    assertEquals(Optional.empty(), t.label());
    assertEquals("[x]", t.network().inputs().stream().map(v -> v.name()).toList().toString());
  }

  @Test
  void whatIsWrongIsShownAsText() {
    Model m = Model.named("M");
    Tensor y = m.input("x", 4).to(dense(1));
    m.output("y", y);
    assertEquals(
        """
        train section of M:1:7: error[NND0303]: training M needs an optimizer
           1 | train M {
             |       ^
          help: for example: optimizer adam(lr=0.001)

        train section of M:3:10: error[NND0304]: epochs must be a whole number from 1 to 2147483647, not 0
           3 |   epochs 0
             |          ^
        """,
        assertThrows(NndException.class, () -> m.build(new Train().loss(mse(), y).epochs(0)))
            .getMessage());
  }

  @Test
  void valuesOfALossAreInputsOrOutputs() {
    Model m = Model.named("M");
    Tensor y = m.input("x", 4).to(dense(1));
    m.output("z", y.to(relu()));
    assertEquals(
        "a train section sees inputs and outputs of the model: make this float[1] an output",
        assertThrows(IllegalArgumentException.class, () -> m.build(new Train().loss(mse(), y)))
            .getMessage());
    assertEquals(
        "M is built already", assertThrows(IllegalStateException.class, m::build).getMessage());
  }
}
