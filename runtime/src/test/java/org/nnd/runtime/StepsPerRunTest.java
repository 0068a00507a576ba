package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.Compiler;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Measure;
import org.nnd.train.Training;

/** However many steps a run does, every number of a training is the same. */
final class StepsPerRunTest {
  private static final String DENSE =
      "input x: float[64]  output y = x -> dense(9) -> batch_norm -> relu -> dropout(0.4) -> dense(3)";
  private static final String IMAGES =
      """
      input x: float[64]
      output y = x -> reshape([4, 4, 4]) -> conv(16, 3, padding=1) -> batch_norm -> relu
        -> conv(16, 3, padding=1) -> relu -> max_pool(2) -> flatten -> dropout(0.3) -> dense(3)
      """;
  private static final String SEQUENCES =
      "input x: float[64]  output y = x -> reshape([16, 4]) -> %s -> dense(3)";
  private static final String WORDS =
      "input x: int64[T]  output y = x -> embedding(6, 4) -> gru(5, returns=final) -> dense(2)";

  @TempDir Path dir;

  @BeforeEach
  void writeData() throws IOException {
    Random random = new Random(5);
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      table.append("x").append(i).append(',');
    }
    table.append("label\n");
    StringBuilder texts = new StringBuilder("text,label\n");
    for (int i = 0; i < 45; i++) {
      for (int j = 0; j < 64; j++) {
        table.append((float) random.nextGaussian()).append(',');
      }
      table.append(i % 3).append('\n');
      texts.append("a b c d ".repeat(1 + i % 3)).append(',').append(i % 2).append('\n');
    }
    Files.writeString(dir.resolve("table.csv"), table);
    Files.writeString(dir.resolve("texts.csv"), texts);
    Files.writeString(dir.resolve("book.txt"), "abcbadbcadbdcabd".repeat(8));
  }

  /** All that a training tells, but for times. */
  private record Told(
      List<Double> losses, List<Epoch> epochs, Map<String, Tensor> weights, String wrong) {}

  private static Execution execution(int steps) {
    return Execution.CPU.with(StepsPerRun.of(steps));
  }

  private Trainer trainer(String body, String settings, Execution execution) {
    String text =
        "model M { "
            + body
            + " }\ntrain M { "
            + (settings.contains("loss ") ? "" : "loss cross_entropy(y, label)\n")
            + (settings.contains("data ") ? "" : "data csv(\"table.csv\")\n")
            + "metric accuracy(y, label)  validation 0.2  batch 4  epochs 3  "
            + settings
            + " }\n";
    Experiment e = Compiler.check(Source.of("m.nnd", text)).get("M");
    Training training = e.training().orElseThrow();
    Data data = Data.read(e.network(), training, training.data().orElseThrow(), dir);
    return new Trainer(training, data, execution);
  }

  private Told told(String body, String settings, Execution execution) {
    List<Double> losses = new ArrayList<>();
    List<Epoch> epochs = new ArrayList<>();
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public void step(double loss, Supplier<Map<String, Measure>> soFar) {
            losses.add(loss);
          }

          @Override
          public void end(Epoch epoch) {
            epochs.add(new Epoch(epoch.number(), epoch.training(), epoch.validation(), 0));
          }
        };
    try (Trainer trainer = trainer(body, settings, execution)) {
      String wrong = "";
      try {
        trainer.run(listener);
      } catch (NndException told) {
        wrong = told.getMessage();
      }
      return new Told(losses, epochs, trainer.weights(), wrong);
    }
  }

  private record Case(String body, String settings) {}

  @TestFactory
  Stream<DynamicTest> everyNumberIsTheSame() {
    return Stream.of(
            new Case(DENSE, "optimizer adam(lr=0.01) schedule cosine(warmup=1)"),
            new Case(DENSE, "optimizer adam(lr=0.01) accumulate 3 ema 0.9 clip_norm 0.5"),
            new Case(
                DENSE,
                "optimizer adam(lr=0.05) schedule plateau(factor=0.5, patience=0)"
                    + " metric confusion(y, label) metric f1(y, label)"),
            new Case(DENSE, "optimizer adam(lr=0.01) precision float16"),
            new Case(IMAGES, "optimizer sgd(lr=0.05, momentum=0.9)"),
            new Case(IMAGES, "optimizer adam(lr=0.01) recompute true"),
            new Case(SEQUENCES.formatted("lstm(5, returns=final)"), "optimizer adam(lr=0.01)"),
            new Case(
                SEQUENCES.formatted("gru(5, layers=2, dropout=0.3, returns=final)"),
                "optimizer sgd(lr=0.1)"),
            new Case(
                SEQUENCES.formatted("lstm(5, bidirectional=true, returns=final)"),
                "optimizer adam(lr=0.01)"),
            new Case(WORDS, "data lines(\"texts.csv\") optimizer adam(lr=0.01)"),
            new Case(
                "input x: int64[T]  output y = x -> embedding(5, 4) -> lstm(3) -> dense(5)",
                "data text(\"book.txt\", length=4, windows=continued) optimizer adam(lr=0.01)"))
        .flatMap(
            c -> {
              Told single = told(c.body, c.settings, execution(1));
              assertEquals("", single.wrong);
              return Stream.of(2, 5, 50)
                  .map(
                      steps ->
                          dynamicTest(
                              steps + " steps: " + c.body + " " + c.settings,
                              () ->
                                  assertEquals(
                                      single, told(c.body, c.settings, execution(steps)))));
            });
  }

  /** It is heeded between runs, of which the first is of one step. */
  @Test
  void aWishToStopWaitsForTheEndOfARun() {
    List<String> positions = new ArrayList<>();
    for (int runs : new int[] {1, 2, 3}) {
      AtomicInteger asked = new AtomicInteger();
      try (Trainer trainer = trainer(DENSE, "optimizer sgd(lr=0.1)", execution(5))) {
        trainer.run(epoch -> {}, () -> asked.getAndIncrement() == runs);
        positions.add(trainer.position());
      }
    }
    assertEquals(List.of("1 of 9 steps", "6 of 9 steps", "9 of 9 steps"), positions);
  }

  /** The steps before it are done, and it is told of the very step. */
  @Test
  void aLossThatIsNoNumberIsToldOfItsStep() {
    String settings = "optimizer sgd(lr=1e9)";
    Told single = told(DENSE.replace("batch_norm -> ", ""), settings, execution(1));
    assertEquals(
        """
        error[NND0505]: the loss became no number in step 4 of epoch 1
          note: dense_2 (Gemm) was the first to become infinite
          help: a smaller learning rate usually helps: --lr; so does clip_norm 1
        """,
        single.wrong);
    for (int steps : new int[] {2, 3, 50}) {
      assertEquals(single, told(DENSE.replace("batch_norm -> ", ""), settings, execution(steps)));
    }
  }

  private record Large(TensorType type, int size) implements Column {
    @Override
    public void write(int example, ByteBuffer to) {
      throw new IllegalStateException();
    }
  }

  private static Dataset images(int size) {
    TensorType image = TensorType.of(ElementType.FLOAT, 3, 224, 224);
    return new Dataset(Map.of("x", new Large(image, size)), List.of());
  }

  @Test
  void batchesOfARunBeyondTheReachOfABufferAreRefused() {
    assertEquals(
        """
        error[NND0710]: 100 batches of 64 times float[3, 224, 224] are over 2 GiB
          help: do fewer steps in a run: --steps-per-run 55
        """,
        assertThrows(NndException.class, () -> new Batches(images(6400), 64, 1, 100)).getMessage());
    new Batches(images(3200), 64, 1, 100).close(); // there are fewer in an epoch
  }

  private static Training training(String model, int batch) {
    String text =
        model
            + "train M { loss mean(y)  data csv(\"table.csv\")  optimizer sgd(lr=0.1)  batch "
            + batch
            + "  epochs 1 }";
    return Compiler.check(Source.of("m.nnd", text)).get("M").training().orElseThrow();
  }

  private static int auto(Provider.Kind kind, String model, int batch, Dataset data) {
    return StepsPerRun.AUTO.most(Provider.of(kind), training(model, batch), data);
  }

  @Test
  void byItselfItIsWhatPays() {
    String flat =
        "model M { input x: float[3, 224, 224]  output y = x -> global_avg_pool -> dense(1) } ";
    assertEquals(50, auto(Provider.Kind.CUDA, flat, 4, images(6400)));
    assertEquals(6, auto(Provider.Kind.CUDA, flat, 64, images(6400)));
    assertEquals(1, auto(Provider.Kind.CUDA, flat, 6400, images(6400)));
    assertEquals(100, StepsPerRun.of(100).most(Provider.CPU, training(flat, 6400), images(6400)));
    assertEquals(50, auto(Provider.Kind.CPU, flat, 4, images(6400)));
    // 600 million multiply-adds: 150,528 for each number of each of 4 examples
    String dense = "model M { input x: float[3, 224, 224]  output y = x -> flatten -> dense(%d) } ";
    assertEquals(50, auto(Provider.Kind.CPU, dense.formatted(19), 4, images(6400)));
    assertEquals(49, auto(Provider.Kind.CPU, dense.formatted(20), 4, images(6400)));
    assertEquals(18, auto(Provider.Kind.CPU, dense.formatted(55), 4, images(6400)));
    assertEquals(1, auto(Provider.Kind.CPU, dense.formatted(56), 4, images(6400))); // over 32 MiB
    assertEquals(1, auto(Provider.Kind.CPU, dense.formatted(20), 256, images(256)));
    assertEquals(50, auto(Provider.Kind.CUDA, dense.formatted(56), 4, images(6400)));
  }

  @Test
  void freeLengthsAreThoseOfTheLongestExample() {
    String model = "model M { input x: float[T, 100]  output y = x -> rnn(100, returns=final) } ";
    assertEquals(50, auto(Provider.Kind.CPU, model, 10, sequences(60)));
    assertEquals(30, auto(Provider.Kind.CPU, model, 10, sequences(100)));
    assertEquals(1, auto(Provider.Kind.CPU, model, 10, sequences(4000)));
  }

  /** Of 50 examples the last one is the longest. */
  private static Dataset sequences(int longest) {
    Shape steps = new Shape(List.of(new Dim.Named("T"), Dim.of(100)));
    return new Dataset(
        Map.of("x", new Ragged(new TensorType(ElementType.FLOAT, steps), longest)), List.of());
  }

  private record Ragged(TensorType type, int most) implements Column {
    @Override
    public int size() {
      return 50;
    }

    @Override
    public int length(int example) {
      return most - 49 + example;
    }

    @Override
    public void write(int example, ByteBuffer to) {
      throw new IllegalStateException();
    }
  }
}
