package org.nnd.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nnd.Compiler;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Embedding;
import org.nnd.layer.Layer;
import org.nnd.layer.OneHot;
import org.nnd.onnx.Running;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * Every example predicts, and does a training step where it has a train section, on ONNX Runtime
 * with random numbers: two examples at once, at its own size other than where {@link #SMALLER}
 * says.
 */
final class RuntimeTest {
  private static final int BATCH = 2;

  /** Parameters of what is too large to run often; the textbook, too, trains it so. */
  private static final Map<String, Map<String, String>> SMALLER =
      Map.of("textbook/vgg11.nnd", Map.of("narrower", "4"));

  /** The first free length; the next one is one more, so that none is taken for another. */
  private static final long FREE = 7;

  @TestFactory
  Stream<DynamicTest> everyExampleRuns() throws IOException {
    return Project.examples().stream()
        .map(
            file -> {
              String name = Project.EXAMPLES.relativize(file).toString().replace('\\', '/');
              Map<String, String> set = SMALLER.getOrDefault(name, Map.of());
              return dynamicTest(
                  name,
                  () -> {
                    Experiment e = Compiler.choose(Compiler.check(file, set), Optional.empty());
                    Map<String, Tensor> weights = e.network().initial(1);
                    Feed feed = new Feed(e);
                    predicts(e, weights, feed);
                    if (e.training().isPresent()) {
                      learns(e.training().get(), weights, feed);
                    }
                  });
            });
  }

  private static void predicts(Experiment e, Map<String, Tensor> weights, Feed feed)
      throws Exception {
    byte[] model = Compiler.inference(e, weights, Map.of()).toBytes();
    try (Running run = new Running(model)) {
      Map<String, Tensor> results = run.tensors(feed.inputs());
      assertEquals(e.network().outputs().keySet(), results.keySet());
      e.network()
          .outputs()
          .forEach(
              (name, declared) -> {
                assertEquals(feed.sized(declared.type()), results.get(name).type(), name);
                assertFinite(name, results.get(name));
              });
    }
  }

  private static void learns(Training training, Map<String, Tensor> weights, Feed feed)
      throws Exception {
    TrainingGraph step = TrainingGraph.of(training, weights);
    Map<String, Tensor> batch = feed.inputs();
    training.label().ifPresent(v -> batch.put(v.name(), feed.label(v, training.classes())));
    try (Running run = new Running(step.graph())) {
      Map<String, Tensor> results = run.tensors(batch);
      training.results().keySet().forEach(name -> assertFinite(name, results.get(name)));
      assertFalse(weights.isEmpty());
      Set<String> frozen = new HashSet<>();
      training.network().steps().stream()
          .filter(s -> s.tuning().frozen())
          .forEach(s -> frozen.addAll(s.namedWeights().keySet()));
      weights.forEach(
          (name, before) -> {
            Tensor after = results.get(name + "/next");
            assertFinite(name, after);
            assertEquals(frozen.contains(name), before.equals(after), name);
          });
    }
  }

  private static void assertFinite(String name, Tensor t) {
    assertTrue(Arrays.stream(Running.doubles(t)).allMatch(Double::isFinite), name);
  }

  /** Random numbers for a network. */
  private static final class Feed {
    private final Experiment e;
    private final int batch;
    private final Random random = new Random(1);
    private final Map<Dim, Long> lengths = new HashMap<>();

    Feed(Experiment e) {
      this.e = e;
      // States that are handed on have a row for each example of the training's own batch.
      this.batch = e.training().filter(Training::continues).map(Training::batch).orElse(BATCH);
    }

    Map<String, Tensor> inputs() {
      Map<String, Tensor> all = new LinkedHashMap<>();
      for (Value v : e.network().inputs()) {
        boolean whole = !v.type().element().isFloat();
        long words = whole ? vocabulary(v) : 0;
        all.put(v.name(), whole ? filled(v, () -> random.nextLong(words)) : normal(v));
      }
      return all;
    }

    Tensor label(Value v, long classes) {
      return classes > 0 ? filled(v, () -> random.nextLong(classes)) : normal(v);
    }

    /** How many different numbers the layers behind an input know. */
    private long vocabulary(Value v) {
      return e.network().steps().stream()
          .filter(s -> s.inputs().contains(v))
          .mapToLong(s -> vocabulary(s.layer()))
          .filter(n -> n > 0)
          .min()
          .orElseThrow();
    }

    private static long vocabulary(Layer layer) {
      if (layer instanceof Embedding words) {
        return words.count();
      }
      return layer instanceof OneHot words ? words.classes() : 0;
    }

    private Tensor normal(Value v) {
      return filled(v, random::nextGaussian);
    }

    private Tensor filled(Value v, DoubleSupplier number) {
      TensorType type = sized(v.type());
      long size = type.shape().size().orElseThrow();
      double[] numbers = DoubleStream.generate(number).limit(size).toArray();
      return Tensor.of(type.element(), type.shape(), numbers);
    }

    /** A type with every free length given. */
    TensorType sized(TensorType type) {
      Dim[] dims = type.shape().dims().stream().map(d -> Dim.of(size(d))).toArray(Dim[]::new);
      return new TensorType(type.element(), Shape.of(dims));
    }

    private long size(Dim dim) {
      OptionalLong known = dim.known();
      if (known.isPresent()) {
        return known.getAsLong();
      }
      if (dim.equals(Dim.BATCH)) {
        return batch;
      }
      return lengths.computeIfAbsent(dim, d -> FREE + lengths.size());
    }
  }
}
