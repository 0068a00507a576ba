package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nnd.call.Refusal;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * The gradients of a network's own training step against central differences, on random data: of
 * each weight that learns some numbers are moved by h to both sides.
 *
 * <p>In doubles, with h = 1e-6 and a tolerance of 1e-5, where the network and ONNX Runtime compute
 * with them. Else in floats, with a tolerance of 0.1: differences are extrapolated to (4 D(h) -
 * D(2h)) / 3, and of those with h from 1e-3 to 6.4e-2 the one nearest to the gradient counts, since
 * a float's seven digits spoil a small h, and kinks, such as relu's, a large one. Free lengths are
 * 3, and so is the number of examples.
 */
public final class GradientCheck {
  private static final int EXAMPLES = 3;
  private static final int PROBES = 12;

  private final Training training;
  private final Session session;
  private final ElementType element;
  private final boolean exact;
  private final Map<String, Tensor> fed = new LinkedHashMap<>();

  /**
   * How far a weight's gradients are off.
   *
   * @param probes how many of its numbers were moved
   * @param error ‖gradient - difference‖ / max(‖gradient‖, ‖difference‖) over them; what is almost
   *     0 counts as more
   */
  public record Row(String weight, TensorType type, int probes, double error) {}

  /**
   * What a check found.
   *
   * @param element what was computed with
   * @param tolerance the largest error that is rounding
   */
  public record Report(ElementType element, double tolerance, List<Row> rows) {

    /** Whether no gradient is off; no number is. */
    public boolean right() {
      return rows.stream().allMatch(r -> r.error() <= tolerance);
    }
  }

  private GradientCheck(Training training, ElementType element, Provider provider) {
    this.training = training;
    this.element = element;
    this.exact = element == ElementType.DOUBLE;
    this.session = Session.of(TrainingGraph.gradients(training), provider);
  }

  /**
   * Checks a training.
   *
   * @throws NndException if ONNX Runtime fails (NND0512)
   */
  public static Report of(Training training, Provider provider) {
    try {
      return in(ElementType.DOUBLE, training, provider);
    } catch (Refusal | NndException e) {
      return in(ElementType.FLOAT, training, provider);
    }
  }

  private static Report in(ElementType element, Training training, Provider provider) {
    return new GradientCheck(training.of(training.network().in(element)), element, provider).run();
  }

  private Report run() {
    try (session) {
      Random random = new Random(training.seed());
      training.network().inputs().forEach(v -> fed.put(v.name(), random(v, random)));
      fed.putAll(training.network().initial(training.seed()));
      Map<String, double[]> gradients = results();
      List<Row> rows = new ArrayList<>();
      for (Map.Entry<String, double[]> e : gradients.entrySet()) {
        if (!e.getKey().equals(Training.LOSS)) {
          rows.add(row(e.getKey().replaceFirst("gradient/", ""), e.getValue(), random));
        }
      }
      return new Report(element, exact ? 1e-5 : 0.1, rows);
    } catch (OrtException e) {
      throw new NndException(
          Diagnostic.of("NND0512", "ONNX Runtime failed to run this model")
              .note(Session.reason(e)));
    }
  }

  /** Numbers around 0; labels that are classes, and other whole numbers 0 or 1. */
  private Tensor random(Value v, Random random) {
    long[] sizes =
        v.shape().dims().stream().mapToLong(d -> d.known().orElse((long) EXAMPLES)).toArray();
    TensorType type = new TensorType(v.element(), Shape.of(sizes));
    double[] numbers = new double[Math.toIntExact(type.shape().size().orElseThrow())];
    boolean label = training.label().filter(l -> l.name().equals(v.name())).isPresent();
    int values = label && training.classes() > 0 ? (int) training.classes() : 2;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = v.element().isFloat() ? random.nextGaussian() : random.nextInt(values);
    }
    return Tensor.of(type.element(), type.shape(), numbers);
  }

  private Row row(String weight, double[] gradient, Random random) throws OrtException {
    int probes = Math.min(PROBES, gradient.length);
    double apart = 0;
    double one = 0;
    double other = 0;
    for (int i = 0; i < probes; i++) {
      int at = probes == gradient.length ? i : random.nextInt(gradient.length);
      double d = difference(weight, at, gradient[at]);
      apart = Math.hypot(apart, gradient[at] - d);
      one = Math.hypot(one, gradient[at]);
      other = Math.hypot(other, d);
    }
    double scale = Math.max(Math.max(one, other), exact ? 1e-6 : 1e-2);
    return new Row(weight, fed.get(weight).type(), probes, apart / scale);
  }

  private double difference(String weight, int at, double gradient) throws OrtException {
    if (exact) {
      return moved(weight, at, 1e-6);
    }
    double nearest = Double.NaN;
    for (double h : new double[] {1e-3, 4e-3, 1.6e-2, 6.4e-2}) {
      double d = (4 * moved(weight, at, h) - moved(weight, at, 2 * h)) / 3;
      nearest = Math.abs(d - gradient) > Math.abs(nearest - gradient) ? nearest : d;
    }
    return nearest;
  }

  /** (loss(w + h) - loss(w - h)) / 2h, h being what is left of it behind rounding. */
  private double moved(String weight, int at, double h) throws OrtException {
    Tensor before = fed.get(weight);
    double[] numbers = numbers(before);
    double center = numbers[at];
    double[] losses = new double[2];
    double[] points = new double[2];
    for (int i = 0; i < 2; i++) {
      numbers[at] = center + (i == 0 ? h : -h);
      Tensor moved = Tensor.of(element, before.type().shape(), numbers);
      points[i] = numbers(moved)[at];
      fed.put(weight, moved);
      losses[i] = results().get(Training.LOSS)[0];
    }
    fed.put(weight, before);
    return (losses[0] - losses[1]) / (points[0] - points[1]);
  }

  private double[] numbers(Tensor t) throws OrtException {
    try (OnnxTensor copy = Tensors.onnx(t)) {
      return Numbers.of(copy).values();
    }
  }

  private Map<String, double[]> results() throws OrtException {
    Map<String, OnnxTensor> feed = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> e : fed.entrySet()) {
        feed.put(e.getKey(), Tensors.onnx(e.getValue()));
      }
      Map<String, double[]> numbers = new LinkedHashMap<>();
      try (OrtSession.Result results = session.run(feed)) {
        results.forEach(
            r -> numbers.put(r.getKey(), Numbers.of((OnnxTensor) r.getValue()).values()));
      }
      return numbers;
    } finally {
      feed.values().forEach(OnnxTensor::close);
    }
  }
}
