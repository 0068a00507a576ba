package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.nnd.check.Experiment;
import org.nnd.ir.Tensor;
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
      trainer.run(
          new Trainer.Listener() {
            @Override
            public void begin(int epoch, int steps, int done) {}

            @Override
            public void step(double loss) {}

            @Override
            public void end(Epoch epoch) {
              epochs.add(epoch);
            }
          });
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
    Map<String, Double> whole =
        train("optimizer sgd(lr=" + NO_STEP + ") epochs 1 batch 100").last().training();
    for (int batch = 1; batch < 8; batch++) {
      Map<String, Double> parts =
          train("optimizer sgd(lr=" + NO_STEP + ") epochs 1 batch " + batch).last().training();
      assertEquals(whole.get("loss"), parts.get("loss"), 1e-6);
      assertEquals(whole.get("accuracy"), parts.get("accuracy"), 1e-6);
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
    List<Epoch> epochs = train("optimizer adam(lr=0.05) epochs 60 batch 3").epochs();
    assertEquals(60, epochs.size());
    assertTrue(epochs.get(59).training().get("loss") < 0.2, epochs.get(59).toString());
    assertEquals(1.0, epochs.get(59).training().get("accuracy"));
  }

  @Test
  void eachInputTakesItsColumn() throws IOException {
    Trained trained =
        train(
            "input a: float[1]\ninput b: float[1]\noutput y = concat(a, b) -> dense(2)\n",
            "loss cross_entropy(y, label)\noptimizer adam(lr=0.1) epochs 60 batch 3");
    assertTrue(trained.last().training().get("loss") < 0.2, trained.last().toString());
  }

  @Test
  void whatTheLossDoesNotSeeStaysAsItIs() throws IOException {
    String model =
        "input x: float[2]\nhidden = x -> dense(3)\noutput y = hidden -> dense(2)\n"
            + "output z = hidden -> dense(5)\n";
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
}
