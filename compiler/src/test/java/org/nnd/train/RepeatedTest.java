package org.nnd.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.Compiler;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.onnx.Running;
import org.nnd.source.Source;

/** Some steps in one run give the bits of as many runs. */
class RepeatedTest {
  private static final int STEPS = 4;
  private static final int EXAMPLES = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp",
        "mlp_adam",
        "lenet",
        "resnet",
        "lstm",
        "lstm_bi",
        "gru",
        "gru_bi",
        "transformer"
      })
  void networks(String name) throws OrtException {
    Training t = training(Path.of("../benchmarks/networks", name + ".nnd"));
    assertSame(t);
    assertSame(t.recomputing());
  }

  private static Training training(Path file) {
    return Compiler.choose(Compiler.check(file), Optional.empty()).training().orElseThrow();
  }

  private static Training training(String model, String settings) {
    String text = "model M {\n" + model + "\n}\ntrain M {\n" + settings + "\n}";
    return Compiler.choose(Compiler.check(Source.of("m.nnd", text)), Optional.empty())
        .training()
        .orElseThrow();
  }

  private static Training classes(String settings) {
    return training(
        """
        input x: float[5]
        output y = x -> dense(8) -> batch_norm -> relu -> dropout(0.4) -> dense(3)
        """,
        "loss cross_entropy(y, label)\n" + settings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer adamw(lr=0.01) schedule cosine(warmup=2)  epochs 2",
        "optimizer adam(lr=0.01) accumulate 2",
        "optimizer sgd(lr=0.1, momentum=0.9) clip_norm 0.1 ema 0.9",
        "optimizer adam(lr=0.01) schedule plateau(patience=1)",
        "optimizer lamb(lr=0.01) schedule one_cycle()  epochs 3",
        "optimizer adam(lr=0.01) precision float16",
        "optimizer sgd(lr=0.01) precision float16 accumulate 3",
        "optimizer adam(lr=0.01) metric accuracy(y, label)  metric confusion(y, label)"
            + "  metric f1(y, label)"
      })
  void settings(String settings) throws OrtException {
    assertSame(classes(settings));
  }

  /** Rows that a step hands on to the next one. */
  @Test
  void carriedStates() throws OrtException {
    Training t =
        training(
            """
            input x: int64[T]
            output y = x -> embedding(5, 4) -> lstm(3, layers=2, dropout=0.5) -> dense(5)
            """,
            "data text(\"book.txt\", length=4, windows=continued)  batch 3\n"
                + "loss cross_entropy(y, label)  optimizer adam(lr=0.01)");
    assertFalse(TrainingGraph.of(t, t.network().initial(1)).carried().isEmpty());
    assertSame(t);
  }

  private static void assertSame(Training t) throws OrtException {
    TrainingGraph one = TrainingGraph.of(t, t.network().initial(1));
    TrainingGraph many = one.repeated();
    assertEquals(one.defaults(), many.defaults());
    List<Map<String, Tensor>> batches = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < STEPS; i++) {
      Map<String, Tensor> batch = new LinkedHashMap<>();
      for (Value v : one.graph().inputs()) {
        if (!one.defaults().containsKey(v.name())) {
          batch.put(v.name(), numbers(v, random));
        }
      }
      batches.add(batch);
    }
    Map<String, Tensor> state = new LinkedHashMap<>(one.defaults());
    List<Map<String, Tensor>> results = new ArrayList<>();
    try (Running run = new Running(one.withoutDefaults())) {
      for (Map<String, Tensor> batch : batches) {
        Map<String, Tensor> feed = new LinkedHashMap<>(state);
        feed.putAll(batch);
        Map<String, Tensor> given = run.tensors(feed);
        one.state().forEach((name, next) -> state.put(name, given.remove(next)));
        results.add(given);
      }
    }
    Map<String, Tensor> feed = new LinkedHashMap<>(one.defaults());
    feed.putAll(stacked(batches));
    try (Running run = new Running(many.withoutDefaults())) {
      Map<String, Tensor> given = run.tensors(feed);
      many.state().forEach((name, next) -> assertEquals(state.get(name), given.remove(next), name));
      assertEquals(stacked(results), given);
    }
  }

  private static Tensor numbers(Value v, Random random) {
    Shape shape = v.shape();
    for (int i = 0; i < shape.rank(); i++) {
      shape = shape.dim(i).known().isPresent() ? shape : shape.with(i, Dim.of(EXAMPLES));
    }
    boolean whole = v.element() == ElementType.INT64;
    double[] numbers =
        random.doubles(shape.size().orElseThrow()).map(x -> whole ? x * 3 : x - 0.5).toArray();
    return Tensor.of(v.element(), shape, numbers);
  }

  private static Map<String, Tensor> stacked(List<Map<String, Tensor>> each) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : each.get(0).keySet()) {
      List<Tensor> tensors = each.stream().map(m -> m.get(name)).toList();
      int bytes = tensors.get(0).bytes().remaining();
      byte[] data = new byte[each.size() * bytes];
      for (int i = 0; i < each.size(); i++) {
        tensors.get(i).bytes().get(data, i * bytes, bytes);
      }
      Shape shape = tensors.get(0).type().shape().insert(0, Dim.of(each.size()));
      all.put(name, new Tensor(tensors.get(0).type().shaped(shape), data));
    }
    return all;
  }

  /** What doesn't change is read from outside, step by step. */
  @Test
  void frozenWeightsAreNotCarried() {
    Training t =
        training(
            "input x: float[2]\noutput y = x -> dense(3, frozen=true) -> dense(1)",
            "loss mse(y, label)  optimizer sgd(lr=0.1)");
    TrainingGraph one = TrainingGraph.of(t, t.network().initial(1));
    Graph many = one.repeated().graph();
    assertEquals(Optional.of(new Dim.Named("steps")), one.repeated().steps());
    assertTrue(one.steps().isEmpty());
    assertEquals(
        """
        graph M_train(x: float[steps, N, 2], label: float[steps, N, 1], dense/weight: float[3, 2], dense/bias: float[3], dense_2/weight: float[1, 3], dense_2/bias: float[1], optimizer/step: int64, optimizer/lr: float) {
          dense/weight: float[3, 2] := float[3, 2]
          dense/bias: float[3] := float[3]
          dense_2/weight: float[1, 3] := float[1, 3]
          dense_2/bias: float[1] := float[1]
          optimizer/step: int64 := int64
          optimizer/lr: float := float
          Scan.0: float[1, 3], Scan.1: float[1], Scan.2: int64, Scan.3: float[steps] = Scan[3 states, 2 sequences](dense_2/weight, dense_2/bias, optimizer/step, x, label, dense/weight, dense/bias, optimizer/lr)
          return loss = Scan.3
          return dense/weight/next = dense/weight
          return dense/bias/next = dense/bias
          return dense_2/weight/next = Scan.0
          return dense_2/bias/next = Scan.1
          return optimizer/step/next = Scan.2
        }
        """,
        many.toString());
  }

  /** The axis of steps has a name of its own. */
  @Test
  void aLengthMayBeCalledStepsAlready() {
    Training t =
        training(
            "input x: int64[steps]\noutput y = x -> embedding(5, 4) -> lstm(3, returns=final) -> dense(1)",
            "loss mse(y, label)  optimizer sgd(lr=0.1)");
    TrainingGraph many = TrainingGraph.of(t, t.network().initial(1)).repeated();
    assertEquals("x: int64[steps_, N, steps]", many.graph().inputs().get(0).toString());
  }
}
