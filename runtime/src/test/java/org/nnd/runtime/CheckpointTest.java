package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.Compiler;
import org.nnd.ir.Tensor;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Training;

/** Trainings that stop and go on, in one process: every number is as if they had never stopped. */
final class CheckpointTest {
  private static final String DENSE =
      "input x: float[2]  output y = x -> dense(6) -> batch_norm -> tanh -> dropout(0.4) -> dense(2)";
  private static final int STEPS = 4; // 10 examples to learn from, 3 in a step

  @TempDir Path dir;

  @BeforeEach
  void writeData() throws IOException {
    Random random = new Random(5);
    StringBuilder table = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 14; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      table.append(a + "," + b + "," + (a + b > 0.3 ? 1 : 0) + "\n");
    }
    Files.writeString(dir.resolve("table.csv"), table);
    Files.writeString(
        dir.resolve("book.txt"), "abcbadbcadbdcabd".repeat(4)); // 3 strips of 4 windows
  }

  private record Trained(List<Epoch> epochs, Map<String, Tensor> weights) {

    /** The number of the epoch with the lowest loss over the examples held out. */
    int best() {
      return epochs.stream()
          .min(Comparator.comparing(e -> ((Measure.Single) e.validation().get("loss")).value()))
          .orElseThrow()
          .number();
    }
  }

  private Trainer trainer(String body, String settings) {
    return trainer(body, settings, 1);
  }

  private Trainer trainer(String body, String settings, int stepsPerRun) {
    String text =
        "model M { "
            + body
            + " }\ntrain M { loss cross_entropy(y, label)\n"
            + (settings.contains("data") ? "" : "data csv(\"table.csv\")\n")
            + "metric accuracy(y, label)  validation 0.25 batch 3 "
            + (settings.contains("epochs") ? "" : "epochs 4 ")
            + settings
            + " }\n";
    Experiment e = Compiler.check(Source.of("m.nnd", text)).get("M");
    Training training = e.training().orElseThrow();
    return new Trainer(
        training,
        Data.read(e.network(), training, training.data().orElseThrow(), dir),
        Execution.CPU.with(StepsPerRun.of(stepsPerRun)));
  }

  private Trained undisturbed(String body, String settings) {
    List<Epoch> epochs = new ArrayList<>();
    try (Trainer trainer = trainer(body, settings)) {
      trainer.run(epochs::add);
      return new Trained(untimed(epochs), trainer.weights());
    }
  }

  private static List<Epoch> untimed(List<Epoch> epochs) {
    return epochs.stream()
        .map(e -> new Epoch(e.number(), e.training(), e.validation(), 0))
        .toList();
  }

  /**
   * Stops after each number of runs, again and again, until the end.
   *
   * @param stepsPerRun of the first one; it is another each time
   */
  private Trained disturbed(String body, String settings, int runs, int stepsPerRun) {
    Checkpoints checkpoints = new Checkpoints(dir.resolve("c"), 0, 0);
    List<Epoch> epochs = new ArrayList<>();
    for (int begun = 0; ; begun++) {
      try (Trainer trainer = trainer(body, settings, 1 + (stepsPerRun - 1) * (begun + 1) % 4)) {
        trainer.keep(checkpoints);
        if (begun > 0) {
          Checkpoint c = Checkpoint.read(checkpoints.last());
          assertEquals(untimed(epochs), untimed(c.history()));
          trainer.resume(c, checkpoints.last());
        }
        AtomicInteger asked = new AtomicInteger();
        Trainer.Ending ending = trainer.run(epochs::add, () -> asked.incrementAndGet() > runs + 1);
        if (ending != Trainer.Ending.STOPPED) {
          assertTrue(Checkpoint.read(checkpoints.last()).finished());
          return new Trained(untimed(epochs), trainer.weights());
        }
      }
    }
  }

  private record Case(String body, String settings) {}

  @TestFactory
  Stream<DynamicTest> whereverItStopsItEndsTheSame() {
    return Stream.of(
            new Case(DENSE, "optimizer adam(lr=0.01)"),
            new Case(
                DENSE,
                "optimizer adam(lr=0.1) schedule plateau(factor=0.5, patience=0) accumulate 3"
                    + " ema 0.9 metric confusion(y, label)"),
            new Case(DENSE, "optimizer nadam(lr=0.01) seed 9"),
            new Case(
                "input x: float[2]  output y = x -> reshape([2, 1]) -> gru(3, returns=final) -> dropout(0.5) -> dense(2)",
                "optimizer sgd(lr=0.1, momentum=0.9) clip_norm 0.5"),
            new Case(
                "input x: int64[T]  output y = x -> embedding(5, 4) -> lstm(3, layers=2, dropout=0.5)"
                    + " -> dense(5)",
                "data text(\"book.txt\", length=4, windows=continued)\noptimizer adam(lr=0.01)"),
            new Case(DENSE, "optimizer adam(lr=0.3) patience 1 monitor accuracy"))
        .flatMap(
            c -> {
              Trained whole = undisturbed(c.body, c.settings);
              Stream<DynamicTest> single =
                  Stream.of(1, 2, 3, STEPS, STEPS + 1, 2 * STEPS)
                      .map(
                          runs ->
                              dynamicTest(
                                  c.settings + " every " + runs,
                                  () ->
                                      assertEquals(whole, disturbed(c.body, c.settings, runs, 1))));
              Stream<DynamicTest> several =
                  Stream.of(2)
                      .map(
                          runs ->
                              dynamicTest(
                                  c.settings + " every " + runs + " of some steps",
                                  () ->
                                      assertEquals(whole, disturbed(c.body, c.settings, runs, 2))));
              return Stream.concat(single, several);
            });
  }

  @Test
  void patienceEndsATrainingAndTakesTheBestWeights() {
    String settings = "optimizer adam(lr=0.9) seed 2 ";
    assertEquals(1, undisturbed(DENSE, settings).best()); // of four
    for (int patience = 1; patience < 4; patience++) {
      List<Epoch> epochs = new ArrayList<>();
      try (Trainer trainer = trainer(DENSE, settings + "patience " + patience)) {
        assertEquals(
            patience < 3 ? Trainer.Ending.EARLY : Trainer.Ending.COMPLETE,
            trainer.run(epochs::add, () -> false));
        assertEquals(1 + patience, epochs.size());
        assertEquals(Optional.of(1), trainer.restored());
        assertEquals(undisturbed(DENSE, settings + "epochs 1").weights(), trainer.weights());
      }
    }
  }

  @Test
  void theLastEpochsHaveFilesOfTheirOwn() {
    Checkpoints checkpoints = new Checkpoints(dir.resolve("c"), 2, 0);
    try (Trainer trainer = trainer(DENSE, "optimizer adam(lr=0.01)")) {
      trainer.keep(checkpoints);
      trainer.run(epoch -> {});
    }
    assertEquals(List.of("best", "epoch-0003", "epoch-0004", "last"), names());
    assertEquals(3, Checkpoint.read(dir.resolve("c/epoch-0003.safetensors")).history().size());
    Checkpoint best = Checkpoint.read(dir.resolve("c/best.safetensors"));
    assertEquals(best.history().size(), best.best().orElseThrow().epoch());
  }

  private List<String> names() {
    return Stream.of(dir.resolve("c").toFile().list())
        .sorted()
        .map(name -> name.replace(".safetensors", ""))
        .toList();
  }

  /** A run of more steps ends where one is due. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void thereIsOneEveryFewSteps(int stepsPerRun) {
    Checkpoints checkpoints = new Checkpoints(dir.resolve("c"), 0, 3);
    List<String> seen = new ArrayList<>();
    try (Trainer trainer = trainer(DENSE, "optimizer adam(lr=0.01)", stepsPerRun)) {
      trainer.keep(checkpoints);
      trainer.run(
          epoch -> {},
          () -> {
            checkpoints.await();
            if (Files.exists(checkpoints.last())) {
              Checkpoint c = Checkpoint.read(checkpoints.last());
              String position = c.history().size() + ":" + c.step();
              if (!seen.contains(position)) {
                seen.add(position);
              }
            }
            return false;
          });
    }
    assertEquals(List.of("0:3", "1:0", "1:2", "2:0", "2:1", "3:0", "3:3"), seen);
  }

  @Test
  void anUnfinishedTrainingIsKeptWhenAnotherBegins() {
    Checkpoints first = new Checkpoints(dir.resolve("c"), 3, 0);
    AtomicInteger asked = new AtomicInteger();
    try (Trainer trainer = trainer(DENSE, "optimizer adam(lr=0.01)")) {
      trainer.keep(first);
      trainer.run(epoch -> {}, () -> asked.incrementAndGet() > 2 * STEPS + 3);
    }
    Checkpoint stopped = Checkpoint.read(first.last());
    Checkpoints second = new Checkpoints(dir.resolve("c"), 0, 0);
    for (int i = 0; i < 2; i++) { // one that has finished is not kept
      try (Trainer trainer = trainer(DENSE, "optimizer sgd(lr=0.01)")) {
        trainer.keep(new Checkpoints(dir.resolve("c"), 0, 0));
        trainer.run(epoch -> {});
      }
      assertEquals(List.of("best", "last", "previous"), names());
      assertEquals(stopped.state(), Checkpoint.read(second.previous()).state());
    }
  }
}
