package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nnd.data.Ending;
import org.nnd.data.TextSchema;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.text.Continuation;
import org.nnd.text.Encoding;

/**
 * A language model that continues a text: each next token is drawn from what it gives for those
 * before.
 *
 * <p>It reads no more tokens at once than in training; the older ones are forgotten.
 */
public final class Generator implements AutoCloseable {
  private final LoadedModel model;
  private final TextSchema schema;
  private final Encoding encoding;

  /**
   * How the next token is drawn.
   *
   * @param temperature that scores are divided by; 0 takes the likeliest
   * @param top how many of the likeliest tokens it is drawn from
   * @param seed of what is drawn: the same one gives the same text
   */
  public record Sampling(double temperature, int top, long seed) {}

  /**
   * Opens a model.
   *
   * @throws NndException as {@link Predictor}, or if it continues no texts (NND0581, NND0582)
   */
  public Generator(Path file, Provider provider) {
    model = new LoadedModel(file, provider);
    try {
      schema = model.vocabulary();
      encoding = schema.tokenizer().encoding();
      if (!model.language() || !model.scores()) {
        throw new NndException(
            Diagnostic.of("NND0582", model.here(), "this model does not continue texts")
                .help("give one that was trained on text(...) with cross_entropy"));
      }
    } catch (NndException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Continues a text.
   *
   * @param length how many tokens are added
   * @return what each of them adds, drawn when it is asked for
   * @throws NndException if the text has tokens that the model doesn't know (NND0584), or too few
   *     (NND0585); when a token is drawn, if ONNX Runtime fails (NND0512)
   */
  public Iterator<String> continued(String prompt, long length, Sampling sampling) {
    int[] first = tokens(prompt);
    return new Iterator<>() {
      private final Continuation text = new Continuation(encoding);
      private final Random random = new Random(sampling.seed());
      private int[] tokens = first;
      private long left = length;

      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int next = drawn(scores(tokens), sampling, random);
        tokens = window(append(tokens, next));
        left--;
        return text.next(next) + (hasNext() ? "" : text.rest());
      }
    };
  }

  private int[] tokens(String prompt) {
    List<String> unknown = schema.tokenizer().unknown(prompt);
    if (!unknown.isEmpty()) {
      String all = unknown.stream().map(t -> "'" + t + "'").collect(Collectors.joining(", "));
      throw new NndException(
          Diagnostic.of("NND0584", model.here(), "the model does not know " + all)
              .note("it was trained on a text without them")
              .help("leave them out of the prompt"));
    }
    return window(schema.tokenizer().encode(prompt));
  }

  private int[] window(int[] tokens) {
    return new Ending(input().getValue(), schema).of(tokens, Location.file("--prompt"));
  }

  private Map.Entry<String, TensorType> input() {
    return model.signature().inputs().entrySet().iterator().next();
  }

  private static int[] append(int[] tokens, int next) {
    int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
    longer[tokens.length] = next;
    return longer;
  }

  /** The scores of the token behind these. */
  private double[] scores(int[] tokens) {
    TensorType type = TensorType.of(input().getValue().element(), 1, tokens.length);
    double[] numbers = Arrays.stream(tokens).asDoubleStream().toArray();
    String output = model.trained().orElseThrow().prediction();
    try (OnnxTensor fed = Tensors.onnx(Tensor.of(type.element(), type.shape(), numbers));
        OrtSession.Result results = model.run(Map.of(input().getKey(), fed))) {
      OnnxTensor result = (OnnxTensor) results.get(output).orElseThrow();
      long[] shape = result.getInfo().getShape();
      double[] all = Numbers.of(result).values();
      return Arrays.copyOfRange(all, all.length - (int) shape[shape.length - 1], all.length);
    } catch (OrtException e) {
      throw model.failed(e);
    }
  }

  /** Draws a token that is a text; of equally likely ones the first is the likeliest. */
  private int drawn(double[] scores, Sampling sampling, Random random) {
    int[] likeliest =
        IntStream.range(0, Math.min(scores.length, encoding.size()))
            .filter(encoding::isText)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .limit(sampling.temperature() == 0 ? 1 : sampling.top())
            .mapToInt(Integer::intValue)
            .toArray();
    if (likeliest.length == 1) {
      return likeliest[0];
    }
    double most = scores[likeliest[0]];
    double[] probabilities =
        Predictions.probabilities(
            Arrays.stream(likeliest)
                .mapToDouble(i -> (scores[i] - most) / sampling.temperature())
                .toArray());
    double left = random.nextDouble();
    int i = 0;
    while (i < likeliest.length - 1 && left >= probabilities[i]) {
      left -= probabilities[i++];
    }
    return likeliest[i];
  }

  @Override
  public void close() {
    model.close();
  }
}
