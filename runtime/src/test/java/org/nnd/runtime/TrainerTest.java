package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.source.NndException;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Training;

final class TrainerTest {
  private static final String TABLE =
      """
      a,b,label
      1,2,0
      2,1,1
      3,1,1
      1,3,0
      0,3,0
      4,1,1
      2,2,0
      """;

  /** So small that no weight changes. */
  private static final String NO_STEP = "1e-30";

  @TempDir Path dir;

  private record Trained(List<Epoch> epochs, Map<String, Tensor> weights) {
    Epoch last() {
      return epochs.get(epochs.size() - 1);
    }

    double last(String name) {
      return number(last().training().get(name));
    }

    double held(String name) {
      return number(last().validation().get(name));
    }

    private static double number(Measure measure) {
      return ((Measure.Single) measure).value();
    }
  }

  private Trained train(String model, String settings) throws IOException {
    Files.writeString(dir.resolve("table.csv"), TABLE);
    Path file = dir.resolve("m.nnd");
    Files.writeString(
        file,
        "model M {\n" + model + "}\ntrain M {\n" + "data csv(\"table.csv\")\n" + settings + "}\n");
    Experiment e = Compiler.check(file).get("M");
    Training training = e.training().orElseThrow();
    Data data = Data.read(e.network(), training, training.data().orElseThrow(), dir);
    List<Epoch> epochs = new ArrayList<>();
    try (Trainer trainer = new Trainer(training, data)) {
      trainer.run(epochs::add);
      return new Trained(epochs, trainer.weights());
    }
  }

  private Trained train(String settings) throws IOException {
    return train(
        "input x: float[2]\noutput y = x -> dense(4) -> tanh -> dense(2)\n",
        "loss cross_entropy(y, label)\nmetric accuracy(y, label)\n" + settings);
  }

  @Test
  void meansAreOverExamplesHoweverTheyAreBatched() throws IOException {
    Trained whole = train("optimizer sgd(lr=" + NO_STEP + ") epochs 1 batch 100");
    for (int batch = 1; batch < 8; batch++) {
      Trained parts = train("optimizer sgd(lr=" + NO_STEP + ") epochs 1 batch " + batch);
      assertEquals(whole.last("loss"), parts.last("loss"), 1e-6);
      assertEquals(whole.last("accuracy"), parts.last("accuracy"), 1e-6);
    }
  }

  @Test
  void withoutValidationThereIsNone() throws IOException {
    assertEquals(Map.of(), train("optimizer sgd(lr=0.1) epochs 1").last().validation());
    assertEquals(
        List.of("loss", "accuracy"),
        List.copyOf(
            train("optimizer sgd(lr=0.1) epochs 1 validation 0.3").last().validation().keySet()));
  }

  @Test
  void aSecondRunGivesTheSameNumbers() throws IOException {
    String settings = "optimizer adam(lr=0.01) epochs 5 batch 2 validation 0.3 seed ";
    Trained first = train(settings + 3);
    Trained second = train(settings + 3);
    for (int i = 0; i < 5; i++) {
      assertEquals(first.epochs().get(i).training(), second.epochs().get(i).training());
      assertEquals(first.epochs().get(i).validation(), second.epochs().get(i).validation());
    }
    assertEquals(first.weights(), second.weights());
    assertNotEquals(first.weights(), train(settings + 4).weights());
  }

  @Test
  void theLossGoesDown() throws IOException {
    Trained trained = train("optimizer adam(lr=0.05) epochs 60 batch 3");
    assertEquals(60, trained.epochs().size());
    assertTrue(trained.last("loss") < 0.2, trained.last().toString());
    assertEquals(1.0, trained.last("accuracy"));
  }

  @Test
  void aScheduleLastsAsLongAsTheTraining() throws IOException {
    String settings = "optimizer sgd(lr=0.1) epochs 4 batch 3 ";
    Map<String, Tensor> whole = train(settings + "schedule step(every=2, factor=1e-9)").weights();
    Map<String, Tensor> half = train(settings.replace("epochs 4", "epochs 2")).weights();
    whole.forEach((name, w) -> assertArrayEquals(numbers(half.get(name)), numbers(w), 1e-6f));
  }

  @Test
  void aPlateauHearsTheLossOfEachEpoch() throws IOException {
    String settings = "optimizer sgd(lr=0.1) batch 3 validation 0.3 ";
    String plateau = "schedule plateau(factor=1e-9, patience=0, threshold=0.9999)";
    Map<String, Tensor> four = train(settings + "epochs 4 " + plateau).weights();
    Map<String, Tensor> two = train(settings + "epochs 2").weights();
    two.forEach((name, w) -> assertArrayEquals(numbers(w), numbers(four.get(name)), 1e-6f));
  }

  /** With a mean that forgets all but nothing, what is measured and written is nearly the start. */
  @Test
  void theMovingMeanIsMeasuredAndWritten() throws IOException {
    String settings = "optimizer sgd(lr=0.1) batch 100 validation 0.3 ";
    Trained slow = train(settings + "epochs 30 ema 0.999999");
    Trained first = train(settings + "epochs 1");
    assertEquals(first.held("loss"), slow.held("loss"), 1e-4);
    assertTrue(slow.last("loss") < first.last("loss") - 0.01);
    first
        .weights()
        .forEach(
            (name, w) -> assertArrayEquals(numbers(w), numbers(slow.weights().get(name)), 1e-3f));
  }

  private static float[] numbers(Tensor t) {
    float[] numbers = new float[t.bytes().remaining() / 4];
    t.bytes().asFloatBuffer().get(numbers);
    return numbers;
  }

  @Test
  void eachInputTakesItsColumn() throws IOException {
    Trained trained =
        train(
            "input a: float[1]\ninput b: float[1]\noutput y = concat(a, b) -> dense(2)\n",
            "loss cross_entropy(y, label)\noptimizer adam(lr=0.1) epochs 60 batch 3");
    assertTrue(trained.last("loss") < 0.2, trained.last().toString());
  }

  @Test
  void whatTheLossDoesNotSeeStaysAsItIs() throws IOException {
    String model =
        """
        input x: float[2]
        hidden = x -> dense(3)
        output y = hidden -> dense(2)
        output z = hidden -> dense(5)
        """;
    String settings = "loss cross_entropy(y, label)\nvalidation 0.3 epochs 2\n";
    Trained still = train(model, settings + "optimizer sgd(lr=" + NO_STEP + ")");
    Trained moved = train(model, settings + "optimizer sgd(lr=0.1)");
    assertEquals(still.weights().keySet(), moved.weights().keySet());
    long same =
        still.weights().keySet().stream()
            .filter(name -> still.weights().get(name).equals(moved.weights().get(name)))
            .count();
    assertEquals(2, same, "the weights and the bias of z");
  }

  // Numbers of 16 bits.

  private static final String TWO_CLASSES =
      "input x: float[2]\noutput y = x -> dense(4) -> tanh -> dense(2)\n";

  @Test
  void whatTheProviderHasNoKernelsForIsTold() throws IOException {
    assertEquals(
        """
        error[NND0517]: ONNX Runtime can't train this network on cpu with precision bfloat16
          note: Could not find an implementation for Gemm(13) node with name 'Scan/dense/Gemm'
          help: precision float32 trains everywhere: --precision float32
        """,
        assertThrows(NndException.class, () -> train("optimizer sgd(lr=0.1) precision bfloat16"))
            .getMessage());
  }

  /** The scale is far too large for such a loss at first, and that ends nothing. */
  @Test
  void stepsThatOverflowAreSkipped() throws IOException {
    Trained trained =
        train(
            TWO_CLASSES,
            "loss 1000 * cross_entropy(y, label)\noptimizer adam(lr=0.05) epochs 60 batch 3"
                + " precision float16");
    assertTrue(trained.epochs().get(0).training().get("loss") instanceof Measure.Single);
    assertTrue(trained.last("loss") < 200, trained.last().toString());
  }

  @Test
  void gradientsThatAreNeverFiniteEndATraining() throws IOException {
    assertEquals(
        """
        error[NND0518]: however little the loss is scaled, its gradients are not finite in step 7 of epoch 5
          note: the loss scale sank to 1.9073486E-6
          help: a smaller learning rate may help: --lr; else --precision float32
        """,
        assertThrows(
                NndException.class,
                () ->
                    train(
                        TWO_CLASSES,
                        "loss cross_entropy(y, label) + mean(sqrt(y * 0))\n"
                            + "optimizer sgd(lr=0.1) epochs 9 batch 1 precision float16"))
            .getMessage());
  }

  @Test
  void aLossThatIsNoNumberEndsATrainingWithHalvesToo() throws IOException {
    assertEquals(
        """
        error[NND0505]: the loss became no number in step 2 of epoch 1
          note: dense/weight (Cast) was the first to become infinite
          note: numbers of float16 end at 65504; --precision float32 tells if that is it
          help: a smaller learning rate usually helps: --lr; so does clip_norm 1
        """,
        assertThrows(
                NndException.class,
                () -> train("optimizer sgd(lr=1e9) epochs 9 batch 3 precision float16"))
            .getMessage());
  }
}
