package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nnd.data.Dataset;
import org.nnd.ir.Graph;
import org.nnd.ir.Value;
import org.nnd.source.NndException;

/** What a network says of examples that are in memory. */
public final class Predictions {
  private Predictions() {}

  /** Takes what an output holds for an example. */
  @FunctionalInterface
  public interface Reader {
    void read(int example, double[] output);
  }

  /**
   * Asks a network about every example, in order.
   *
   * @param network a graph that predicts
   * @param output which of its outputs is meant
   * @param batch how many examples at a time
   * @param provider what computes
   * @throws NndException if ONNX Runtime fails (NND0512)
   */
  public static void forEach(
      Graph network, String output, Dataset examples, int batch, Provider provider, Reader reader) {
    List<String> asked = network.inputs().stream().map(Value::name).toList();
    try (Session session = Session.of(network, provider);
        Batches batches = new Batches(examples, batch, 0);
        Batches.Feed feed = batches.inOrder()) {
      int next = 0;
      for (int i = 0; i < batches.count(); i++) {
        Batches.Batch all = feed.next();
        Map<String, OnnxTensor> inputs = new HashMap<>(all.tensors());
        inputs.keySet().retainAll(asked);
        try (OrtSession.Result results = session.run(inputs)) {
          double[] numbers = Numbers.of((OnnxTensor) results.get(output).orElseThrow()).values();
          int width = numbers.length / all.size();
          for (int from = 0; from < numbers.length; from += width) {
            reader.read(next++, Arrays.copyOfRange(numbers, from, from + width));
          }
        }
      }
    } catch (OrtException e) {
      throw Trainer.failed(e);
    }
  }

  /**
   * softmax(scores). A single score is that of class 1, and class 0 has a score of 0.
   *
   * @return as many as there are classes
   */
  public static double[] probabilities(double[] scores) {
    double[] all = scores.length == 1 ? new double[] {0, scores[0]} : scores;
    double highest = all[best(all)];
    double[] powers = Arrays.stream(all).map(s -> Math.exp(s - highest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(p -> p / sum).toArray();
  }

  /** The place of the highest number; of equal ones the first. */
  public static int best(double[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }
}
