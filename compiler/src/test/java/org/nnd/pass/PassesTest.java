package org.nnd.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.Compiler;
import org.nnd.ir.Builder;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.layer.TrainingMode;
import org.nnd.onnx.Running;
import org.nnd.op.Backward;
import org.nnd.train.Training;

/** A graph gives the same bits before its passes and behind them, and has fewer nodes then. */
class PassesTest {
  private static final int EXAMPLES = 3;

  private final Random random = new Random(7);
  private final Map<String, Tensor> feed = new LinkedHashMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"gru_bi", "lstm_bi", "resnet", "transformer"})
  void lossAndGradientsStayTheSameBits(String network) throws Exception {
    Graph before = DeadCode.remove(gradients(network));
    Graph behind = Passes.of(before);
    assertTrue(behind.nodes().size() < before.nodes().size(), "no node went");
    try (Running one = new Running(before);
        Running other = new Running(behind)) {
      assertEquals(one.tensors(feed), other.tensors(feed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "lstm_bi"})
  void onceIsEnough(String network) {
    Graph once = Passes.of(gradients(network));
    assertEquals(once, Passes.of(once));
  }

  /** Loss and gradients as they are written, before any pass; what they are fed goes to feed. */
  private Graph gradients(String network) {
    Path file = Path.of("../benchmarks/networks", network + ".nnd");
    Training training =
        Compiler.choose(Compiler.check(file), Optional.empty()).training().orElseThrow();
    Builder g = new Builder(network);
    Map<String, Value> inputs = training.network().declareInputs(g);
    inputs.forEach((name, v) -> feed.put(name, random(v)));
    Map<String, Value> weights = new HashMap<>();
    List<Value> learning = new ArrayList<>();
    training
        .network()
        .initial(1)
        .forEach(
            (name, numbers) -> {
              Value w = g.input(name, numbers.type());
              feed.put(name, numbers);
              weights.put(name, w);
              if (training.network().weights().get(name).trainable()) {
                learning.add(w);
              }
            });
    TrainingMode mode = new TrainingMode(g.constant(Tensor.scalar(0)), 1);
    Value loss =
        training
            .network()
            .emit(g, inputs, weights::get, Optional.of(mode))
            .outputs()
            .get(Training.LOSS);
    g.output(Training.LOSS, loss);
    Backward.gradients(g, loss, learning).forEach((w, d) -> g.output("gradient/" + w.name(), d));
    return g.build();
  }

  /** Numbers about 0, or classes. */
  private Tensor random(Value v) {
    Shape shape = v.shape().with(0, Dim.of(EXAMPLES));
    double[] numbers =
        random.doubles(shape.size().orElseThrow()).map(x -> whole(v) ? x * 10 : x - 0.5).toArray();
    return Tensor.of(v.element(), shape, numbers);
  }

  private static boolean whole(Value v) {
    return v.element() == ElementType.INT64;
  }
}
