package org.nnd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Initializer;
import org.nnd.layer.Network;
import org.nnd.onnx.Running;
import org.nnd.source.Source;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * Networks over sequences, as the textbooks have them: they have the textbooks' sizes and learn.
 */
class SequenceModelsTest {
  private static final int EXAMPLES = 4;
  private static final int STEPS = 7;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lstm(256) -> dense(28)                                   | 300060
          gru(256) -> dense(28)                                    | 226844
          rnn(256) -> dense(28)                                    | 80412
          lstm(256, layers=2) -> dense(28)                         | 826396
          lstm(256, layers=2, bidirectional=true) -> dense(28)     | 2177052
          """)
  void networksHaveAsManyWeightsAsInTheBooks(String layers, long count) {
    Network network =
        experiment("model M { input x: float[T, 28] \n output x -> " + layers + " }").network();
    long sum =
        network.weights().values().stream()
            .mapToLong(w -> w.type().shape().size().orElseThrow())
            .sum();
    assertEquals(count, sum);
  }

  @Test
  void attentionStartsAsInPyTorch() {
    var weights =
        experiment("model M { input x: float[T, 8] \n output x -> multi_head_attention(2) }")
            .network()
            .weights();
    Tensor rows =
        weights
            .get("multi_head_attention/input_weight")
            .initializer()
            .make(TensorType.of(ElementType.FLOAT, 24, 8), 1, "w");
    double largest = Arrays.stream(Running.doubles(rows)).map(Math::abs).max().orElseThrow();
    assertEquals(Math.sqrt(6.0 / (24 + 8)), largest, 0.02);
    Initializer zero = new Initializer.Constant(0);
    assertEquals(zero, weights.get("multi_head_attention/input_bias").initializer());
    assertEquals(zero, weights.get("multi_head_attention/output_bias").initializer());
    double bound = 1 / Math.sqrt(8);
    assertEquals(
        new Initializer.Uniform(-bound, bound),
        weights.get("multi_head_attention/output_weight").initializer());
  }

  /** A query that may see no key gets zeros and gives no gradient, where a softmax gives NaN. */
  @Test
  void anExampleWithoutKeysGivesZeros() throws Exception {
    Experiment e =
        experiment(
            """
            model M {
              input x: float[3, 2]
              input n: int64
              output y = x -> attention(lengths=n)
            }
            """);
    Map<String, Tensor> fed = new LinkedHashMap<>();
    fed.put("x", Tensor.of(ElementType.FLOAT, Shape.of(1, 3, 2), 1, 2, 3, 4, 5, 6));
    fed.put("n", Tensor.of(ElementType.INT64, Shape.of(1), 0));
    try (Running run = new Running(Compiler.inference(e, Map.of(), Map.of()).toBytes())) {
      assertEquals(0, Arrays.stream(run.run(fed).get("y")).map(Math::abs).sum());
    }
  }

  /** ONNX Runtime has recurrent operators for floats alone. */
  @Test
  void doublesTakeALoop() throws Exception {
    String text =
        """
        model M {
          input x: %s[4, 3]
          input n: int64
          output y = x -> lstm(2, layers=2, bidirectional=true, lengths=n, returns=final)
        }
        """;
    Experiment floats = experiment(text.formatted("float"));
    Experiment doubles = experiment(text.formatted("double"));
    Map<String, Tensor> weights = floats.network().initial(1);
    Map<String, Tensor> wide = new LinkedHashMap<>();
    weights.forEach((name, w) -> wide.put(name, Running.convert(w, ElementType.DOUBLE)));
    Map<String, Tensor> fed = new LinkedHashMap<>();
    for (Value input : floats.network().inputs()) {
      fed.put(input.name(), drawn(input, 0, new Random(2)));
    }
    fed.put("n", Tensor.of(ElementType.INT64, Shape.of(EXAMPLES), 1, 4, 3, 2));
    try (Running narrow = new Running(floats.network().inference(weights));
        Running precise = new Running(doubles.network().inference(wide))) {
      double[] expected = narrow.run(fed).get("y");
      fed.put("x", Running.convert(fed.get("x"), ElementType.DOUBLE));
      assertArrayEquals(expected, precise.run(fed).get("y"), 1e-6);
    }
  }

  private record Model(String name, String text) {}

  private static final List<Model> MODELS =
      List.of(
          new Model(
              "characters",
              """
              model CharLstm(vocab = 28, hidden = 32) {
                input text: float[T, vocab]
                logits = text
                  -> lstm(hidden, layers=2, dropout=0.2)
                  -> dense(vocab)
                output logits
              }
              train CharLstm {
                loss cross_entropy(logits, label)
                optimizer adam(lr=0.03)
              }
              """),
          new Model(
              "sentiment",
              """
              model Sentiment(width = 10) {
                input words: float[T, width]
                output y = words
                  -> lstm(16, layers=2, bidirectional=true, returns=final)
                  -> dense(2)
              }
              train Sentiment {
                loss cross_entropy(y, label)
                optimizer adam(lr=0.03)
              }
              """),
          new Model(
              "translation",
              """
              model Translation(hidden = 16) {
                input source: float[S, 5]
                input lengths: int64
                input target: float[T, 6]
                layer attend = additive_attention(8)
                encoded = source -> gru(hidden, layers=2, lengths=lengths, returns=both)
                decoded = target -> gru(hidden, layers=2, state=encoded[1])
                context = attend(decoded, encoded[0], encoded[0], lengths=lengths)
                output y = concat(decoded, context, axis=1) -> dense(6)
              }
              train Translation {
                loss cross_entropy(y, label)
                optimizer adam(lr=0.03)
              }
              """),
          new Model(
              "transformer encoder",
              """
              block encoder(heads, wide, p) {
                input x
                input lengths
                attended = x + (multi_head_attention(x, heads, dropout=p, lengths=lengths) -> dropout(p))
                output attended + (attended -> dense(wide) -> relu -> dense(x.features) -> dropout(p))
              }
              model Encoder {
                input x: float[T, 6]
                input lengths: int64
                a = encoder(x, lengths, heads=2, wide=16, p=0.1)
                b = encoder(a, lengths, heads=2, wide=16, p=0.1)
                output y = b -> dense(3)
              }
              train Encoder {
                loss cross_entropy(y, label)
                optimizer adam(lr=0.02)
              }
              """),
          new Model(
              "a model of language, causal",
              """
              model Causal {
                input x: float[T, 8]
                h = x + (x -> multi_head_attention(4, causal=true))
                output y = h -> dense(16) -> tanh -> dense(5)
              }
              train Causal {
                loss cross_entropy(y, label)
                optimizer adam(lr=0.02)
              }
              """));

  @TestFactory
  Stream<DynamicTest> networksLearnByHeart() {
    return MODELS.stream().map(m -> dynamicTest(m.name, () -> learn(experiment(m.text))));
  }

  private static void learn(Experiment e) throws Exception {
    Training training = e.training().orElseThrow();
    TrainingGraph step = TrainingGraph.of(training, training.network().initial(1));
    Map<String, Tensor> fed = new LinkedHashMap<>(step.defaults());
    Random random = new Random(1);
    for (Value input : training.network().inputs()) {
      fed.put(input.name(), drawn(input, training.classes(), random));
    }
    double first = 0;
    double last = 0;
    try (Running run = new Running(step.withoutDefaults())) {
      for (int i = 0; i < 100; i++) {
        Map<String, Tensor> results = run.tensors(fed);
        last = Running.doubles(results.get(Training.LOSS))[0];
        first = i == 0 ? last : first;
        step.state().forEach((name, next) -> fed.put(name, results.get(next)));
      }
    }
    assertTrue(last < first / 2, "the loss went from " + first + " to " + last);
  }

  private static Tensor drawn(Value input, long classes, Random random) {
    long[] sizes =
        input.shape().dims().stream()
            .mapToLong(d -> d.known().orElse(d.equals(Dim.BATCH) ? EXAMPLES : STEPS))
            .toArray();
    double[] values = new double[Math.toIntExact(Shape.of(sizes).size().orElseThrow())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          input.element().isFloat()
              ? random.nextGaussian()
              : input.name().equals(Training.LABEL)
                  ? random.nextInt((int) classes)
                  : 1 + random.nextInt(STEPS);
    }
    return Tensor.of(input.element(), Shape.of(sizes), values);
  }

  private static Experiment experiment(String text) {
    return Compiler.choose(Compiler.check(Source.of("m.nnd", text)), Optional.empty());
  }
}
