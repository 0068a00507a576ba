package org.nnd.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured works, without anybody to compare it with. */
final class NndWorkerTest {
  private static final Path NETWORKS = Path.of("networks");

  @TempDir Path folder;

  private final Worker worker = NndWorker.worker();

  static Stream<String> small() throws IOException {
    try (Stream<Path> files = Files.list(NETWORKS)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.startsWith("resnet"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private double[] ask(Object... words) {
    String line = String.join("\t", Stream.of(words).map(Object::toString).toList());
    String answer = worker.answer(line);
    assertTrue(!answer.startsWith("error"), answer);
    return answer.isEmpty()
        ? new double[0]
        : Arrays.stream(answer.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Two batches of noise. */
  private void writeBatches(Path text) throws IOException {
    Text network = new Text(text, Map.of());
    Noise.write(network, folder, 2 * network.experiment().training().orElseThrow().batch());
  }

  @ParameterizedTest
  @MethodSource("small")
  void networksLearn(String name) throws IOException {
    Path text = NETWORKS.resolve(name);
    writeBatches(text);
    ask("open", "step", "train", text, folder);
    double[] losses = ask("losses", "step", 3);
    assertEquals(3, losses.length);
    assertEquals(Math.log(10), losses[0], 1, "a network that knows nothing yet");
    assertTrue(losses[2] < losses[0], Arrays.toString(losses));
    assertTrue(ask("turn", "step", 0)[0] > 0);
    ask("close", "step");
  }

  @Test
  void modelsAreCompiledAndPredict() {
    Path text = NETWORKS.resolve("lenet.nnd");
    ask("open", "export", "export", text, folder);
    ask("open", "predict", "predict", folder.resolve("nnd.onnx"), 2);
    ask("open", "compile", "compile", text);
    assertTrue(ask("turn", "predict", 0)[0] > 0);
    assertTrue(ask("turn", "compile", 0)[0] > 0);
  }

  @Test
  void aTurnIsAnEpoch() {
    Path text = Path.of("../examples/digits.nnd");
    Path data = Path.of("../examples/data/digits.csv");
    ask("open", "epochs", "epochs", text, data);
    ask("open", "read", "read", text, data);
    assertEquals(1, ask("turn", "epochs", 0).length);
    assertEquals(1, ask("turn", "epochs", 0).length);
    assertTrue(ask("turn", "read", 0)[0] > 0);
  }

  @Test
  void valuesOfParametersCanBeOthers() throws IOException {
    Path text = NETWORKS.resolve("transformer.nnd");
    writeBatches(text);
    ask("open", "sure", "train", text, folder, "dropout=0");
    ask("open", "unsure", "train", text, folder, "dropout=0.5");
    assertTrue(ask("losses", "sure", 1)[0] != ask("losses", "unsure", 1)[0]);
  }

  @Test
  void mistakesAreToldInALine() {
    assertEquals(
        "error: jump step: java.lang.IllegalArgumentException: no such command",
        worker.answer("jump\tstep"));
  }

  @Test
  void jmhFindsItsBenchmarks() throws IOException {
    try (var list = getClass().getResourceAsStream("/META-INF/BenchmarkList")) {
      String found = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      for (Class<?> each : List.of(BatchBenchmark.class, CompileBenchmark.class)) {
        assertTrue(found.contains(each.getName()), found);
      }
    }
  }
}
