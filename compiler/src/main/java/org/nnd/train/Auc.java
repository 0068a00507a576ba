package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.GreaterOrEqual.greaterOrEqual;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sigmoid.sigmoid;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * The area under the ROC curve: how often a label of 1 has a higher score than a label of 0, equal
 * scores counting a half.
 *
 * <p>One score for each label ({@link YesNo}), or two for two classes, whose difference counts. The
 * sums [2, 2048] are histograms of σ(score / 4) over the labels 0 and 1. Scores that share a bin
 * count as equal, so that the area is off by less than half the share of pairs that do. A bin is
 * 0.008 of a score wide at 0, 0.01 at 4, 0.03 at 10. Undefined where all labels are equal.
 */
public record Auc() implements Classified, Aggregation, Score {
  private static final int BINS = 2048;
  private static final ClassAxis CLASSES = new ClassAxis("auc", -1);

  static final Entry<Auc> ENTRY =
      Entry.of("auc", "how often a label of 1 has a higher score than one of 0", a -> new Auc())
          .taking(2, 2);

  @Override
  public long classes(TensorType scores) {
    return Decisions.classes(CLASSES, scores, label(scores));
  }

  @Override
  public TensorType label(TensorType scores) {
    return Decisions.label(CLASSES, scores);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Decisions.check(CLASSES, in);
    if (Decisions.classes(CLASSES, in.get(0), in.get(1)) != 2) {
      throw new Refusal(
          "auc is for two classes, but the prediction is " + in.get(0).perExample(),
          "give it one score, or scores for two classes");
    }
    return List.of(TensorType.of(ElementType.DOUBLE, 2, BINS));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value labels = Decisions.of(g, CLASSES, in.get(0), in.get(1)).actual();
    Value scores = in.get(0);
    if (!YesNo.fits(scores.type(), in.get(1).type())) {
      Value signs = g.constant(Tensor.of(scores.element(), Shape.of(2), -1, 1));
      scores = reduceSum(g, mul(g, scores, signs), List.of(scores.shape().rank() - 1), false);
    }
    Value flat = reshape(g, scores, labels.shape());
    Value place = sigmoid(g, mul(g, flat, g.constant(0.25, flat)));
    Value rounded = add(g, mul(g, place, g.constant(BINS - 1, place)), g.constant(0.5, place));
    // What is no number goes to the first bin: indices out of range would stop the runtime.
    Value number = cast(g, greaterOrEqual(g, rounded, g.constant(0, rounded)), ElementType.INT64);
    Value bin = mul(g, cast(g, rounded, ElementType.INT64), number);
    Value one = cast(g, greater(g, labels, g.constant(0, labels)), ElementType.INT64);
    Value index = add(g, bin, mul(g, one, g.constant(BINS, bin)));
    Value known = cast(g, Histogram.within(g, 2, labels), ElementType.DOUBLE);
    Value counts = Histogram.of(g, 2 * BINS, index, known);
    return List.of(reshape(g, counts, Shape.of(2, BINS)));
  }

  @Override
  public String describe() {
    return "auc";
  }

  @Override
  public Measure finish(double[] sums) {
    double zeros = 0;
    double ones = 0;
    double pairs = 0;
    for (int i = 0; i < BINS; i++) {
      pairs += sums[BINS + i] * (zeros + sums[i] / 2);
      zeros += sums[i];
      ones += sums[BINS + i];
    }
    return new Measure.Single(pairs / (zeros * ones));
  }
}
