package org.nnd.train;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Concat.concat;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * A metric of each class by itself, averaged over classes: precision, recall, F1.
 *
 * <p>The sums [3, C] hold for each class how often it was decided rightly, how often it was
 * decided, and how often it was the label ({@link Decisions}). Labels that are no class don't
 * count. As in scikit-learn: {@code binary} is the metric of class 1 of two, {@code micro} that of
 * the sums over all classes, {@code macro} the mean over the classes that are labels or decided,
 * {@code weighted} the same weighted by labels. What is divided by 0 is 0.
 */
interface PerClass extends Decided, Aggregation, Score {

  Optional<String> average();

  /** The metric of one class. */
  double of(double right, double decided, double actual);

  /** A line of the catalogue. */
  static <T extends PerClass> Entry<T> entry(
      String name, String summary, BiFunction<Optional<String>, Long, T> maker) {
    Argument<String> average =
        Argument.unset(
            "average",
            ArgumentType.word("binary", "macro", "micro", "weighted"),
            "binary for two classes, else macro",
            "how the classes become one number");
    return Entry.<T>of(
            name,
            summary,
            a -> maker.apply(a.find(average), a.get(ClassAxis.AXIS)),
            average,
            ClassAxis.AXIS)
        .taking(2, 2);
  }

  @Override
  default List<TensorType> infer(List<TensorType> in) {
    Decisions.check(place(), in);
    long classes = Decisions.classes(place(), in.get(0), in.get(1));
    if (classes != 2 && average().equals(Optional.of("binary"))) {
      throw new Refusal(
          name()
              + " is binary for two classes, but "
              + in.get(0).perExample()
              + " has scores for "
              + classes,
          "for more classes: average=macro");
    }
    return List.of(TensorType.of(ElementType.DOUBLE, 3, classes));
  }

  @Override
  default List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Decisions d = Decisions.of(g, place(), in.get(0), in.get(1));
    long classes = Decisions.classes(place(), in.get(0).type(), in.get(1).type());
    Value known = Histogram.within(g, classes, d.actual());
    Value counts = cast(g, known, ElementType.DOUBLE);
    Value right = mul(g, counts, cast(g, equal(g, d.decided(), d.actual()), ElementType.DOUBLE));
    Value decided = Histogram.of(g, classes, d.decided(), counts);
    Value hits = Histogram.of(g, classes, d.decided(), right);
    Value actual = Histogram.of(g, classes, mul(g, d.actual(), known), counts);
    Value all = concat(g, 0, List.of(hits, decided, actual));
    return List.of(reshape(g, all, Shape.of(3, classes)));
  }

  @Override
  default String describe() {
    return name() + average().map(a -> " " + a).orElse("");
  }

  @Override
  default Measure finish(double[] sums) {
    return new Measure.Single(averaged(sums));
  }

  private double averaged(double[] sums) {
    int classes = sums.length / 3;
    String how = average().orElse(classes == 2 ? "binary" : "macro");
    if (how.equals("binary")) {
      return of(sums[1], sums[3], sums[5]);
    }
    double[] total = new double[3];
    double sum = 0;
    double weights = 0;
    for (int c = 0; c < classes; c++) {
      double decided = sums[classes + c];
      double actual = sums[2 * classes + c];
      double weight = how.equals("weighted") ? actual : decided + actual > 0 ? 1 : 0;
      sum += weight * of(sums[c], decided, actual);
      weights += weight;
      total[0] += sums[c];
      total[1] += decided;
      total[2] += actual;
    }
    return how.equals("micro") ? of(total[0], total[1], total[2]) : ratio(sum, weights);
  }

  /** a / b, 0 where b is 0. */
  static double ratio(double a, double b) {
    return b == 0 ? 0 : a / b;
  }
}
