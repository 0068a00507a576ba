package org.nnd.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnd.Compiler;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.Network;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.Running;
import org.nnd.source.Source;
import org.nnd.train.Experiment;

/** What our own compiler writes, read as a text again, gives the same outputs. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  static List<Path> examples() throws IOException {
    try (Stream<Path> all = Files.walk(EXAMPLES, 2)) {
      return all.filter(p -> p.toString().endsWith(".nnd"))
          .filter(ExamplesTest::isSmall)
          .sorted()
          .toList();
    }
  }

  /** Those whose weights are few: the others are made of the same layers. */
  private static boolean isSmall(Path file) {
    return Compiler.check(file).values().stream()
        .allMatch(
            e ->
                e.network().weights().values().stream()
                        .mapToLong(w -> w.type().shape().size().orElse(0))
                        .sum()
                    < 3_000_000);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesTheSame(Path file) throws Exception {
    for (Experiment e : Compiler.check(file).values()) {
      Network network = e.network();
      Graph graph = network.inference(network.initial(1));
      Imported imported = Importer.of(graph, network.name(), network.doc());
      Experiment again =
          Compiler.choose(
              Compiler.check(Source.of("again.nnd", imported.text())), java.util.Optional.empty());
      Map<String, Tensor> feed = new LinkedHashMap<>();
      for (Value v : graph.inputs()) {
        feed.put(v.name(), numbers(v));
      }
      try (Running before = new Running(new OnnxModel(graph, "", Map.of()).toBytes());
          Running after =
              new Running(Compiler.inference(again, imported.weights(), Map.of()).toBytes())) {
        Map<String, double[]> wanted = before.run(feed);
        Map<String, double[]> given = after.run(feed);
        assertEquals(wanted.keySet(), given.keySet());
        wanted.forEach((name, y) -> near(name, y, given.get(name)));
      }
    }
  }

  static void near(String name, double[] wanted, double[] given) {
    double scale = 1e-3;
    for (double y : wanted) {
      scale = Math.max(scale, Math.abs(y));
    }
    Assertions.assertArrayEquals(wanted, given, 1e-5 * scale, name);
  }

  /** Three examples; free lengths are 6, indices small. */
  private static Tensor numbers(Value v) {
    Map<Dim, Long> lengths = new HashMap<>(Map.of(Dim.BATCH, 3L));
    long[] sizes =
        v.shape().dims().stream()
            .mapToLong(d -> d.known().orElseGet(() -> lengths.getOrDefault(d, 6L)))
            .toArray();
    int count = (int) Shape.of(sizes).size().orElseThrow();
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      all[i] = v.element().isFloat() ? Math.sin(i * 0.7 + 1) : 1 + i % 3;
    }
    return Tensor.of(
        v.element() == ElementType.BOOL ? ElementType.BOOL : v.element(), Shape.of(sizes), all);
  }
}
