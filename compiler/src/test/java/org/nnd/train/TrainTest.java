package org.nnd.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.Compiler;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.TrainingMode;
import org.nnd.onnx.OnnxModel;
import org.nnd.onnx.Running;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.source.NndException;
import org.nnd.source.Source;

/** Training steps as graphs: randomness, state, types, what a loss may be. */
class TrainTest {
  private static final String SMALL =
      """
      model Small {
        input x: float[3]
        output y = x -> dense(4) -> tanh -> dropout(0.5) -> dense(2)
      }
      train Small {
        loss mse(y, label)
        metric mae(y, label)
        optimizer adam(lr=0.01)
        seed 7
      }
      """;

  private static Experiment experiment(String text) {
    return Compiler.choose(Compiler.check(Source.of("m.nnd", text)), Optional.empty());
  }

  private static Training training(String text) {
    return experiment(text).training().orElseThrow();
  }

  // Dropout.

  /** The outputs of a model while training, for one example of ones, at a step. */
  private static Map<String, double[]> outputs(String body, long seed, long step)
      throws OrtException {
    Experiment e = experiment("model M {\n  input x: float[10000]\n" + body + "\n}");
    Builder g = new Builder("m");
    Map<String, Value> inputs = e.network().declareInputs(g);
    Value at = g.input("step", TensorType.scalar(ElementType.INT64));
    e.network()
        .emit(g, inputs, name -> null, Optional.of(new TrainingMode(at, seed)))
        .outputs()
        .forEach(g::output);
    Tensor ones = Tensor.filled(TensorType.of(ElementType.FLOAT, 1, 10000), 1);
    try (Running run = new Running(g.build())) {
      return run.run(Map.of("x", ones, "step", Tensor.scalar(step)));
    }
  }

  private static double[] dropped(double p, long seed, long step) throws OrtException {
    return outputs("output y = x -> dropout(" + p + ")", seed, step).get("y");
  }

  private static double zeros(double[] y) {
    return Arrays.stream(y).filter(v -> v == 0).count() / (double) y.length;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.9})
  void dropoutZeroesAShareAndScalesTheRest(double p) throws OrtException {
    double[] y = dropped(p, 1, 0);
    assertEquals(p, zeros(y), 4 * Math.sqrt(p * (1 - p) / y.length));
    for (double v : y) {
      assertTrue(v == 0 || Math.abs(v - 1 / (1 - p)) < 1e-6 / (1 - p), "value " + v);
    }
    double deviation = Math.sqrt(p / (1 - p) / y.length);
    assertEquals(1, Arrays.stream(y).average().getAsDouble(), 4 * deviation);
  }

  @Test
  void dropoutOfNothingIsNothing() throws OrtException {
    assertEquals(0, zeros(dropped(0, 1, 0)));
  }

  @Test
  void masksDependOnSeedAndStep() throws OrtException {
    assertArrayEquals(dropped(0.5, 1, 3), dropped(0.5, 1, 3));
    for (double[] other : List.of(dropped(0.5, 1, 4), dropped(0.5, 2, 3))) {
      assertIndependent(dropped(0.5, 1, 3), other);
    }
  }

  @Test
  void everyDropoutHasAMaskOfItsOwn() throws OrtException {
    Map<String, double[]> y =
        outputs(
            """
            layer drop = dropout(0.5)
            output a = x -> dropout(0.5)
            output b = x -> dropout(0.5)
            output c = x -> drop
            output d = x -> drop
            """,
            1,
            0);
    for (String first : y.keySet()) {
      for (String second : y.keySet()) {
        if (!first.equals(second)) {
          assertIndependent(y.get(first), y.get(second));
        }
      }
    }
  }

  /** Two independent masks of one half agree on the zeros in a quarter of the places. */
  private static void assertIndependent(double[] a, double[] b) {
    double[] either = new double[a.length];
    Arrays.setAll(either, i -> a[i] + b[i]);
    assertEquals(0.25, zeros(either), 4 * Math.sqrt(0.25 * 0.75 / a.length));
  }

  @Test
  void onlyTrainingDropsOut() {
    Experiment e = experiment(SMALL);
    Training t = e.training().orElseThrow();
    Map<String, Tensor> weights = e.network().initial(1);
    assertTrue(TrainingGraph.of(t, weights).graph().toString().contains("BitwiseXor"));
    assertFalse(TrainingGraph.evaluation(t).toString().contains("BitwiseXor"));
    assertFalse(e.network().inference(weights).toString().contains("BitwiseXor"));
    assertFalse(TrainingGraph.evaluation(t).toString().contains("optimizer"));
  }

  // What a file says of itself.

  private static Map<String, String> metadata(OnnxModel model) {
    return model.toProto().getMetadataPropsList().stream()
        .collect(
            Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
  }

  private static Map<String, String> metadata(String optimizer) {
    Experiment e =
        experiment(
            "model M { input x: float[3]  output y = x -> dense(2, bias=false) }\n"
                + "train M { loss mse(y, label)  metric mae(y, label)  optimizer "
                + optimizer
                + " }");
    return metadata(Compiler.training(e, e.training().orElseThrow(), e.network().initial(1)));
  }

  @Test
  void stateAndHyperparametersAreListed() {
    assertEquals(
        Map.of(
            "nnd.state",
            "{\"dense/weight\":\"dense/weight/next\",\"optimizer/step\":\"optimizer/step/next\"}",
            "nnd.hyperparameters",
            "[\"optimizer/lr\"]",
            "nnd.metrics",
            "{\"loss\":\"mean\",\"mae\":\"mean\"}",
            "nnd.weights",
            "{\"dense/weight\":\"dense/weight\"}",
            "nnd.label",
            "label",
            "nnd.kind",
            "train",
            "nnd.format",
            "2"),
        metadata("sgd"));
    assertEquals(
        "{\"dense/weight\":\"dense/weight/next\","
            + "\"dense/weight/velocity\":\"dense/weight/velocity/next\","
            + "\"optimizer/step\":\"optimizer/step/next\"}",
        metadata("sgd(momentum=0.9)").get("nnd.state"));
    assertEquals(
        "[\"optimizer/lr\",\"optimizer/momentum\"]",
        metadata("sgd(momentum=0.9)").get("nnd.hyperparameters"));
    assertEquals(
        "{\"dense/weight\":\"dense/weight/next\","
            + "\"dense/weight/m\":\"dense/weight/m/next\","
            + "\"dense/weight/v\":\"dense/weight/v/next\","
            + "\"optimizer/step\":\"optimizer/step/next\"}",
        metadata("adam").get("nnd.state"));
    assertEquals(
        "[\"optimizer/lr\",\"optimizer/beta1\",\"optimizer/beta2\",\"optimizer/epsilon\"]",
        metadata("adam").get("nnd.hyperparameters"));
  }

  @Test
  void whatIsHandedOnFromWindowToWindowIsStateThatBeginsAnew() {
    Experiment e =
        experiment(
            """
            model M { input x: int64[T]  output y = x -> embedding(9, 4) -> lstm(3, layers=2) -> dense(9) }
            train M {
              data text("a.txt", windows=continued)
              loss cross_entropy(y, label)
              optimizer sgd
              batch 5
            }
            """);
    Training t = e.training().orElseThrow();
    Map<String, String> all = metadata(Compiler.training(e, t, e.network().initial(1)));
    assertEquals("[\"lstm/state/h\",\"lstm/state/c\"]", all.get("nnd.carried"));
    TrainingGraph step = TrainingGraph.of(t, e.network().initial(1));
    assertEquals("lstm/state/c/next", step.state().get("lstm/state/c"));
    Tensor zeros = Tensor.filled(TensorType.of(ElementType.FLOAT, 5, 2, 3), 0);
    assertEquals(zeros, step.defaults().get("lstm/state/h"));
  }

  @Test
  void everyStateAndHyperparameterIsThere() {
    Training t = training(SMALL);
    TrainingGraph step = TrainingGraph.of(t, t.network().initial(1));
    List<String> inputs = step.graph().inputs().stream().map(Value::name).toList();
    assertTrue(inputs.containsAll(step.state().keySet()));
    assertTrue(inputs.containsAll(step.hyperparameters()));
    assertTrue(step.graph().outputs().keySet().containsAll(step.state().values()));
    List<String> rest = new ArrayList<>(inputs);
    rest.removeAll(step.state().keySet());
    rest.removeAll(step.hyperparameters());
    assertEquals(List.of("x", "label"), rest);
    assertEquals(step.defaults().keySet().size(), inputs.size() - 2);
  }

  // The same bytes everywhere.

  private static String sha256(byte[]... parts) throws NoSuchAlgorithmException {
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    Arrays.stream(parts).forEach(all::update);
    return HexFormat.of().formatHex(all.digest());
  }

  /** Hashes of the weights at the start and of the files that predict, begin and train. */
  private static List<String> hashes(Experiment e) throws NoSuchAlgorithmException {
    Training t = e.training().orElseThrow();
    Map<String, Tensor> start = e.network().initial(t.seed());
    byte[][] weights =
        start.values().stream()
            .map(
                w -> {
                  byte[] bytes = new byte[w.bytes().remaining()];
                  w.bytes().get(bytes);
                  return bytes;
                })
            .toArray(byte[][]::new);
    return List.of(
        sha256(weights),
        sha256(Compiler.inference(e, start, Map.of()).toBytes()),
        sha256(Compiler.initialization(e, TrainingGraph.of(t, start)).toBytes()),
        sha256(Compiler.training(e, t, start).toBytes()));
  }

  /** What a change of the compiler changes in files is to be seen here. */
  @Test
  void bytesAreTheSameOnEveryMachine() throws NoSuchAlgorithmException {
    Path file = Path.of("../examples/digits.nnd");
    for (int i = 0; i < 2; i++) {
      assertEquals(
          List.of(
              "a6ff843a27c95b893b3e4f689792217a5843cd5c701903ce128cb1af27301161",
              "302e559bcd9c94de0f7fb6c08dd87b5118df56a2cdc414425f5860032ccb6d07",
              "07441ae6e2538e612ea748bd737fcb8e63146cfd5f55ca4fc908549e9b898115",
              "7bc37f48dc0506bc931e5c81c03e7eac39690769803d5c449ac2e923f68255b2"),
          hashes(experiment(SMALL)));
      assertEquals(
          List.of(
              "59d257f27d62e185e9befd7d21f132ce05ed3cb07efdb551322a6d039f2ae015",
              "58174b71f92206416e794d50442a4dc8444934d7841e78da7d98eee0028d48d9",
              "f3e9ff162c0d72196543da8a24031e0b2b9fd2db4ee5404974b504ff853fdafb",
              "4a54049b2e2b533767dd617772be80559d15c36d9da219cd7fae1763fddd1b76"),
          hashes(Compiler.choose(Compiler.check(file), Optional.empty())));
    }
  }

  // Training.

  /** The losses of some steps on one batch: inputs and labels counted up in small steps. */
  private static List<Double> losses(String text, int steps, int examples, int free)
      throws OrtException {
    Training t = training(text);
    TrainingGraph step = TrainingGraph.of(t, t.network().initial(t.seed()));
    Map<String, Tensor> fed = new LinkedHashMap<>(step.defaults());
    for (Value v : t.network().inputs()) {
      long[] sizes =
          v.shape().dims().stream()
              .mapToLong(d -> d.known().orElse(d.toString().equals("N") ? examples : free))
              .toArray();
      int count = (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
      double[] values = new double[count];
      Arrays.setAll(values, i -> v.element().isFloat() ? (i * 7 % 11 - 5) / 5.0 : i % 2);
      fed.put(v.name(), Tensor.of(v.element(), Shape.of(sizes), values));
    }
    List<Double> losses = new ArrayList<>();
    try (Running run = new Running(step.withoutDefaults())) {
      for (int i = 0; i < steps; i++) {
        Map<String, Tensor> results = run.tensors(fed);
        losses.add(Running.doubles(results.get(Training.LOSS))[0]);
        step.state().forEach((name, next) -> fed.put(name, results.get(next)));
      }
    }
    return losses;
  }

  private static void assertLearns(String text) throws OrtException {
    List<Double> losses = losses(text, 30, 4, 6);
    assertTrue(losses.get(29) < 0.95 * losses.get(0), losses.toString());
  }

  private static String train(String body, String loss) {
    return "model M {\n" + body + "\n}\ntrain M { loss " + loss + "  optimizer adam(lr=0.02) }";
  }

  @Test
  void doubleTrainsAsFloatDoes() throws OrtException {
    String text =
        train(
            """
            input x: float[3]
            output y = x -> dense(8) -> tanh -> dense(2)
            """,
            "mse(y, label)");
    assertLearns(text);
    List<Double> single = losses(text, 30, 4, 1);
    List<Double> twice = losses(text.replace("float", "double"), 30, 4, 1);
    for (int i = 0; i < 30; i++) {
      assertEquals(single.get(i), twice.get(i), 1e-4 * single.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output y = x -> gru(5, returns=final) -> dense(2)",
        "output y = x -> flatten -> dense(6) -> relu -> dropout(0.1) -> dense(2)",
        "output y = x -> softmax -> flatten -> dense(2)",
        "output y = (x @ x) ** 2 -> flatten -> dense(2)",
        "output y = x -> max_pool(3, padding=1) -> flatten -> dense(2)",
        "output y = concat(x, x) -> flatten -> dense(2)",
      })
  void doubleTrains(String output) throws OrtException {
    String body = "input x: double[3, 3]\n" + output;
    assertLearns(train(body, "mse(y, label)"));
    assertLearns(train(body, "cross_entropy(y, label)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float[T, 3] | output y = x -> gru(5, returns=final) -> dense(2)",
        "float[T, 3] | output y = x -> dense(5) -> tanh -> dense(2)",
        "float[T, 3] | output y = concat(x, x -> dense(3), axis=0) -> dense(2)",
        "float[T, 3] | output y = concat(x, x -> gru(4), axis=1) -> dense(2)",
        "float[T, 3] | output y = x -> dense(4) -> softmax(axis=0) -> dense(2)",
        "float[T, 3] | output y = x -> ( dense(2) | dense(2) -> tanh ) -> add",
        "float[T, 3] | output y = (x -> dense(2)) / 3 + (x -> dense(2, bias=false)) * 0.5",
        "float[1, H, 6] | output y = x -> conv(4, 3, padding=same) -> relu -> conv(2, 3)",
        "float[1, H, W] | output y = x -> conv(4, 3, padding=same) -> relu -> conv(2, 3)",
        "float[1, H, W] | output y = x -> conv(16, 3) -> conv(2, 2)",
        "float[1, H, W] | output y = x -> conv(16, 3) -> conv(16, 3, padding=2) -> conv(2, 3)",
        "float[1, H, W] | output y = x -> ( conv(3, 3, padding=same) | identity ) -> add",
        "float[1, H, W] | output y = x -> conv(2, 3, stride=2, padding=1) -> conv(2, 2)",
        "float[1, H, W] | output y = x -> conv(2, 1) -> max_pool(2)",
        "float[1, H, W] | output y = x -> conv(2, 1) -> avg_pool(2)",
        "float[1, H, W] | output y = x -> conv(2, 1) -> avg_pool(3, stride=1, padding=1)",
        "float[1, L] | output y = x -> conv(2, 3, padding=same) -> tanh",
        "float[1, D, H, W] | output y = x -> conv(2, 3, padding=same) -> max_pool(2)",
      })
  void freeLengthsTrain(String text) throws OrtException {
    String[] parts = text.split(" \\| ", 2);
    String body = "input x: " + parts[0] + "\n" + parts[1];
    String fixed = "input x: " + parts[0].replaceAll("[A-Z]", "6") + "\n" + parts[1];
    List<Double> free = losses(train(body, "mae(y, y * 0.5)"), 5, 4, 6);
    assertEquals(losses(train(fixed, "mae(y, y * 0.5)"), 5, 4, 6), free);
  }

  @Test
  void whatTheLossDoesNotSeeStays() throws OrtException {
    Training t =
        training(
            train(
                """
                input x: float[3]
                output y = x -> dense(2)
                output z = x -> dense(4)
                """,
                "mse(y, label)"));
    TrainingGraph step = TrainingGraph.of(t, t.network().initial(1));
    Map<String, Tensor> fed = new LinkedHashMap<>(step.defaults());
    fed.put("x", Tensor.of(ElementType.FLOAT, Shape.of(1, 3), 1, 2, 3));
    fed.put("label", Tensor.of(ElementType.FLOAT, Shape.of(1, 2), 1, 2));
    try (Running run = new Running(step.withoutDefaults())) {
      Map<String, Tensor> results = run.tensors(fed);
      assertEquals(fed.get("dense_2/weight"), results.get("dense_2/weight/next"));
      assertFalse(fed.get("dense/weight").equals(results.get("dense/weight/next")));
    }
  }

  // Losses.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cross_entropy(logits, label) + 0.01 * mse(a, b)",
        "mse(a, b) * 0.01 + cross_entropy(logits, label)",
        "(cross_entropy(logits, label) + mae(a, b)) / 2",
        "add(cross_entropy(logits, label), mse(a, b), mse(a, b))",
        "-(-cross_entropy(logits, label))",
        "cross_entropy(logits, label) ** 2",
        "cross_entropy(logits, label) -> identity",
        "if true { cross_entropy(logits, label) } else { 3 }",
      })
  void aLossMayBeAnExpression(String loss) throws OrtException {
    String text =
        train(
            """
            input x: float[3]
            layer head = dense(4)
            output a = x -> head -> tanh
            output b = x -> dense(4)
            output logits = a -> dense(2)
            """,
            loss);
    Training t = training(text);
    assertEquals(Optional.of("logits"), t.prediction());
    assertEquals(2, t.classes());
    assertEquals("int64", t.labelType().orElseThrow().toString());
    assertLearns(text);
  }

  @Test
  void aLossMayDoWithoutLabels() throws OrtException {
    String text = train("input x: float[3]\noutput y = x -> dense(2) -> dense(3)", "mse(y, x)");
    assertEquals(Optional.empty(), training(text).label());
    assertEquals(Optional.of("y"), training(text).prediction());
    assertLearns(text);
  }

  @Test
  void aLossMayLookInsideAndUseTheModelsLayers() throws OrtException {
    String text =
        train(
            """
            input x: float[3]
            layer f = dense(3)
            h = x -> f -> tanh
            output y = h -> dense(2)
            """,
            "mse(y, label) + 0.1 * mse(h -> f, x)");
    assertEquals(Optional.of("y"), training(text).prediction());
    assertLearns(text);
  }

  @Test
  void labelsFitSequences() throws OrtException {
    String text =
        train("input x: float[T, 3]\noutput y = x -> dense(2)", "cross_entropy(y, label)");
    assertEquals("int64[T]", training(text).labelType().orElseThrow().toString());
    assertLearns(text);
  }

  @Test
  void metricsHaveTheirNames() {
    Training t =
        training(
            """
            model M { input x: float[3]  output y = x -> dense(2) }
            train M {
              loss cross_entropy(y, label)
              metric accuracy(y, label)
              metric mse(y -> softmax, y) * 2
              optimizer sgd
            }
            """);
    assertEquals(List.of("accuracy", "metric"), List.copyOf(t.metrics().keySet()));
    Graph evaluation = TrainingGraph.evaluation(t);
    assertEquals(List.of("loss", "accuracy", "metric"), List.copyOf(evaluation.outputs().keySet()));
  }

  @Test
  void aLossIsAMetricToo() {
    Training t =
        training(
            """
            model M { input x: float[3]  output y = x -> dense(2) }
            train M { loss mse(y, label)  metric huber(y, label)  metric mae(y, label)  optimizer sgd }
            """);
    assertEquals(Map.of("huber", Aggregation.MEAN, "mae", Aggregation.MEAN), t.metrics());
    assertEquals(Metrics.ALL.find("mae"), Metrics.MEASURES.find("mae"));
  }

  // Settings.

  @Test
  void settingsHaveDefaults() {
    Training t = training(train("input x: float[3]\noutput y = x -> dense(2)", "mse(y, label)"));
    assertEquals(
        List.of(10, 64, 1L, 0.0, Optional.empty()),
        List.of(t.epochs(), t.batch(), t.seed(), t.sampling().validation(), t.data()));
  }

  @Test
  void settingsMayBeComputedFromParameters() {
    Training t =
        training(
            """
            model M(n = 3) { input x: float[n]  output y = x -> dense(n) }
            train M {
              data csv("a" + ".csv", label=["p", "q"])
              loss mse(y, label)
              optimizer sgd(lr=0.1 / n)
              epochs 2 * n  batch n ** 2  seed -n  validation 1 / n
            }
            """);
    assertEquals(List.of(6, 9, -3L), List.of(t.epochs(), t.batch(), t.seed()));
    assertEquals(1.0 / 3, t.sampling().validation());
    assertEquals(0.1 / 3, t.descent().optimizer().hyperparameters().get("lr"));
    assertEquals(new DataSource.Csv("a.csv", List.of("p", "q")), t.data().orElseThrow());
  }

  @Test
  void aWordOfADataSourceMayBeTheNameOfAValue() {
    Training t =
        training(
            """
            model M(characters = 3) {
              input words: int64[T]
              output y = words -> one_hot(characters) -> dense(characters)
            }
            train M {
              data text("a.txt", tokens=words, length=characters, lower=true, stride=1)
              split ordered  test 0.1  augment flip(direction=vertical)  augment crop
              loss cross_entropy(y, label)
              optimizer sgd(lr=0.1)
            }
            """);
    assertEquals(
        new Sampling(
            0, 0.1, "ordered", List.of(new Augmentation.Flip(true), new Augmentation.Crop(4))),
        t.sampling());
    assertEquals(
        new DataSource.Text(
            "a.txt",
            new DataSource.Tokens("words", Optional.empty(), true, false),
            Optional.of(3),
            Optional.empty(),
            Optional.of(1),
            "random"),
        t.data().orElseThrow());
  }

  @Test
  void settingsCanBeSaidOtherwise() {
    Training t = training(SMALL);
    Training other =
        new Overrides(
                Optional.of(3L),
                Optional.of(4L),
                Optional.of("mae"),
                Optional.of(5L),
                Optional.of(-9L),
                Optional.of(0.5),
                Optional.of(0.25),
                Optional.of("more.csv"),
                Optional.empty(),
                false)
            .of(t);
    assertEquals(
        List.of(3, 4L, "mae", 5, -9L, 0.5, 0.25, new DataSource.Csv("more.csv", List.of())),
        List.of(
            other.epochs(),
            other.stopping().patience().orElseThrow(),
            other.stopping().monitor(),
            other.batch(),
            other.seed(),
            other.descent().optimizer().hyperparameters().get("lr"),
            other.sampling().validation(),
            other.data().orElseThrow()));
    Overrides none =
        new Overrides(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    assertEquals(t, none.of(t));
  }

  @Test
  void aLearningRateIsFinite() {
    for (double lr : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
      Overrides other =
          new Overrides(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(lr),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false);
      assertEquals(
          "error[NND0304]: lr must be a number above 0, not " + lr + "\n",
          assertThrows(NndException.class, () -> other.of(training(SMALL))).getMessage());
    }
  }

  @Test
  void aMonitorThatIsNotMeasuredIsRefused() {
    Overrides f1 =
        new Overrides(
            Optional.empty(),
            Optional.empty(),
            Optional.of("f1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    assertEquals(
        "error[NND0304]: monitor must be loss or mae, not f1\n",
        assertThrows(NndException.class, () -> f1.of(training(SMALL))).getMessage());
  }

  @Test
  void moreIsBetterForScoresAndLessForAllElse() {
    String text = SMALL.replace("metric mae(y, label)", "metric r2(y, label)  monitor r2");
    Stopping more = training(text).stopping();
    assertTrue(more.better(2, 1) && !more.better(1, 2) && !more.better(Double.NaN, 1));
    Stopping less = training(SMALL).stopping();
    assertTrue(less.better(1, 2) && !less.better(2, 1) && !less.better(Double.NaN, 1));
  }

  @Test
  void settingsWithoutSenseAreRefused() {
    Overrides noEpochs =
        new Overrides(
            Optional.of(0L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    assertEquals(
        "error[NND0304]: epochs must be a whole number from 1 to 2147483647, not 0\n",
        assertThrows(NndException.class, () -> noEpochs.of(training(SMALL))).getMessage());
  }
}
