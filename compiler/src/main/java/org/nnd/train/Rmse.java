package org.nnd.train;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Autocast;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/** √mse: the root of the mean of (prediction - label)², over everything. */
public record Rmse() implements Layer, Aggregation {
  static final Entry<Rmse> ENTRY =
      Entry.of("rmse", "√ mean of (prediction - label)²", a -> new Rmse()).taking(2, 2);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Labels.numbers("rmse", in);
    return new Mse().infer(in);
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    return new Mse().emit(e, in);
  }

  @Override
  public String describe() {
    return "rmse";
  }

  /** The graph gives a mean as {@link Mse} does, of which the root is taken at the end. */
  @Override
  public double[] sums(double[] batch, int examples) {
    return Aggregation.MEAN.sums(batch, examples);
  }

  @Override
  public Measure finish(double[] sums) {
    return new Measure.Single(Math.sqrt(sums[0] / sums[1]));
  }
}
