package org.nnd.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.Compiler;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.onnx.Running;

/** A step that computes values again gives the same bits and holds fewer of them at a time. */
class RecomputationTest {
  private static final int EXAMPLES = 3;

  private static Training training(String network) {
    Path file = Path.of("../benchmarks/networks", network + ".nnd");
    return Compiler.choose(Compiler.check(file), Optional.empty()).training().orElseThrow();
  }

  private static Graph step(Training t) {
    return TrainingGraph.of(t, t.network().initial(1)).withoutDefaults();
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, float32",
    "lenet, float32",
    "resnet, float32",
    "transformer, float32",
    "gru, float32",
    "lstm, float32",
    "gru_bi, float32",
    "lstm_bi, float32",
    "lenet, float16",
    "gru, float16",
    "lstm_bi, float16"
  })
  void lossAndNextStateStayTheSameBits(String network, String precision) throws Exception {
    Training t = Overrides.in(Optional.of(precision), training(network));
    assertTrue(step(t.recomputing()).nodes().size() > step(t).nodes().size());
    assertEquals(results(t, t), results(t, t.recomputing()));
  }

  /**
   * What one node rounds to 16 bits for the next, ONNX Runtime's CPU provider leaves as it is, but
   * not where nodes are parted.
   */
  @Test
  void sixteenBitsMayBeRoundedElsewhere() throws Exception {
    Training t = Overrides.in(Optional.of("float16"), training("transformer"));
    Map<String, Tensor> kept = results(t, t);
    Map<String, Tensor> again = results(t, t.recomputing());
    assertEquals(kept.get(Training.LOSS), again.get(Training.LOSS));
    assertNotEquals(kept, again, "if they are the same, docs/language.md can say so");
    for (String name : kept.keySet()) {
      if (name.endsWith("/m/next")) { // a tenth of the gradient
        float[] expected = floats(kept.get(name));
        float[] actual = floats(again.get(name));
        float largest = 0;
        for (float x : expected) {
          largest = Math.max(largest, Math.abs(x));
        }
        assertArrayEquals(expected, actual, 0.01f * largest, name);
      }
    }
  }

  private static float[] floats(Tensor t) {
    float[] floats = new float[t.bytes().remaining() / Float.BYTES];
    t.bytes().asFloatBuffer().get(floats);
    return floats;
  }

  /** What a step gives, written as another training has it. */
  private static Map<String, Tensor> results(Training t, Training written) throws Exception {
    Map<String, Tensor> feed = new LinkedHashMap<>();
    Random random = new Random(5);
    t.network().inputs().forEach(v -> feed.put(v.name(), numbers(v, random)));
    feed.putAll(TrainingGraph.of(t, t.network().initial(1)).defaults());
    try (Running running = new Running(step(written))) {
      return running.tensors(feed);
    }
  }

  private static Tensor numbers(Value v, Random random) {
    Shape shape = v.shape().with(0, Dim.of(EXAMPLES));
    boolean whole = v.element() == ElementType.INT64;
    double[] numbers =
        random.doubles(shape.size().orElseThrow()).map(x -> whole ? x * 10 : x - 0.5).toArray();
    return Tensor.of(v.element(), shape, numbers);
  }

  @ParameterizedTest
  @CsvSource({"resnet, 0.82", "resnet18, 0.93"})
  void lessIsHeldAtATime(String network, double share) {
    Training t = training(network);
    double part = (double) held(step(t.recomputing()), t) / held(step(t), t);
    assertTrue(part < share, part + " of what is held without it");
  }

  /** The most bytes that nodes have made and that are still to be read, nodes going in order. */
  private static long held(Graph graph, Training t) {
    Map<Value, Integer> last = new HashMap<>();
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (Value v : nodes.get(i).inputs()) {
        last.put(v, i);
      }
    }
    long now = 0;
    long most = 0;
    Map<Integer, Long> ends = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (Value v : nodes.get(i).outputs()) {
        now += bytes(v, t.batch());
        ends.merge(last.getOrDefault(v, i), bytes(v, t.batch()), Long::sum);
      }
      most = Math.max(most, now);
      now -= ends.getOrDefault(i, 0L);
    }
    return most;
  }

  private static long bytes(Value v, long batch) {
    return v.element().bytes()
        * v.shape().dims().stream()
            .mapToLong(d -> d.known().orElse(batch))
            .reduce(1, Math::multiplyExact);
  }
}
