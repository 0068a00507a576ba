package org.nnd.train;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Autocast;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/**
 * 1 - Σ (label - prediction)² / Σ (label - mean label)²: the share of the labels' variance that the
 * prediction explains.
 *
 * <p>Each number along the last axis is one of K outputs, and the result is the mean over them, as
 * in scikit-learn; an output whose label never changes gives 1 if it is always right, else 0. The
 * sums [4, K] are the number of labels, Σ label, Σ label², Σ (label - prediction)², doubles from
 * the start, since the first three are subtracted from each other.
 */
public record R2() implements Layer, Aggregation, Score {
  static final Entry<R2> ENTRY =
      Entry.of("r2", "1 - Σ (label - prediction)² / Σ (label - mean label)²", a -> new R2())
          .taking(2, 2);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Labels.numbers("r2", in);
    TensorType x = in.get(0).perExample();
    if (outputs(in.get(0)) instanceof Dim.Known k) {
      return List.of(TensorType.of(ElementType.DOUBLE, 4, k.size()));
    }
    throw new Refusal(
        "r2 needs to know how many numbers there are, but the prediction is " + x,
        "give the last axis a length");
  }

  private static Dim outputs(TensorType prediction) {
    Shape x = prediction.perExample().shape();
    return x.rank() == 0 ? Dim.of(1) : x.last();
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value label = columns(g, in.get(1));
    Value error = sub(g, label, columns(g, in.get(0)));
    Value one = expandLike(g, g.constant(Tensor.scalar(ElementType.DOUBLE, 1)), label);
    return List.of(
        concat(
            g,
            0,
            List.of(
                sum(g, one),
                sum(g, label),
                sum(g, mul(g, label, label)),
                sum(g, mul(g, error, error)))));
  }

  /** A row for each label, a column for each output. */
  private static Value columns(Builder g, Value x) {
    Dim outputs = outputs(x.type());
    Shape before = x.type().perExample().shape().rank() == 0 ? x.shape() : withoutLast(x.shape());
    return reshape(g, cast(g, x, ElementType.DOUBLE), Shape.of(before.elements(), outputs));
  }

  private static Shape withoutLast(Shape x) {
    return x.slice(0, x.rank() - 1);
  }

  private static Value sum(Builder g, Value columns) {
    return reduceSum(g, columns, List.of(0), true);
  }

  @Override
  public String describe() {
    return "r2";
  }

  @Override
  public Measure finish(double[] sums) {
    int outputs = sums.length / 4;
    double all = 0;
    for (int i = 0; i < outputs; i++) {
      double mean = sums[outputs + i] / sums[i];
      double spread = sums[2 * outputs + i] - sums[outputs + i] * mean;
      double error = sums[3 * outputs + i];
      // What rounding leaves of a label that never changes is no spread.
      boolean constant = spread <= 1e-12 * sums[2 * outputs + i];
      all += constant ? (error == 0 ? 1 : 0) : 1 - error / spread;
    }
    return new Measure.Single(all / outputs);
  }
}
