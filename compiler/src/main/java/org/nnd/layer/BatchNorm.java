package org.nnd.layer;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.Size.size;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Standardize.standardize;
import static org.nnd.op.Sub.sub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.BatchNormalization;
import org.nnd.op.Standardize;

/**
 * y = weight (x - mean) / √(variance + ε) + bias for each channel, over the batch while training,
 * with moving statistics when predicting.
 *
 * <p>Ioffe and Szegedy, 2015. x [C] or [C, ...]; weight [C] from 1, bias [C] from 0; mean [C] from
 * 0 and variance [C] from 1 move by momentum towards those of each batch, the variance divided by
 * count - 1, as in PyTorch. A batch of one number for each channel moves the variance as if it were
 * 0. A frozen one computes with its moving statistics while training too, and leaves them as they
 * are, as Keras does it and torchvision's FrozenBatchNorm2d.
 */
public record BatchNorm(double momentum, double epsilon, boolean affine) implements OneToOne {
  private static final Argument<Double> MOMENTUM =
      Argument.optional(
          "momentum",
          ArgumentType.number(0, 1),
          0.1,
          "how much of a batch's statistics enters the moving ones");
  private static final Argument<Boolean> AFFINE = Norms.affine(true);

  static final Entry<BatchNorm> ENTRY =
      Entry.of(
          "batch_norm",
          "y = weight (x - mean) / √(variance + ε) + bias, over the batch, for each channel",
          a -> new BatchNorm(a.get(MOMENTUM), a.get(Norms.EPSILON), a.get(AFFINE)),
          MOMENTUM,
          Norms.EPSILON,
          AFFINE);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Shape shape(TensorType x) {
    Norms.channels("batch_norm", x);
    return x.shape();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType each = Norms.perChannel(in.get(0));
    Map<String, Weight> all = Norms.weights(each, affine, affine);
    all.put("mean", Weight.statistic(each, new Initializer.Constant(0)));
    all.put("variance", Weight.statistic(each, new Initializer.Constant(1)));
    return all;
  }

  @Override
  public Value emit(Emission e, Value x) {
    Builder g = e.g();
    TensorType each = Norms.perChannel(x.type());
    Value weight = Norms.weight(e, "weight", each, 1);
    Value bias = Norms.weight(e, "bias", each, 0);
    if (!e.training()) {
      BatchNormalization op = new BatchNormalization(epsilon);
      return g.apply(op, x, weight, bias, e.weight("mean"), e.weight("variance"));
    }
    if (e.frozen()) {
      return asPredicting(e, x, weight, bias);
    }
    List<Integer> axes = new ArrayList<>(List.of(0));
    for (int i = 2; i < x.shape().rank(); i++) {
      axes.add(i);
    }
    Shape wide = Norms.channels(x.shape());
    Standardize.Result batch =
        affine
            ? standardize(g, axes, epsilon, x, reshape(g, weight, wide), reshape(g, bias, wide))
            : standardize(g, axes, epsilon, x);
    Value one = g.constant(1, x);
    Value count = div(g, size(g, x, x.element()), size(g, e.weight("mean"), x.element()));
    Value others = sub(g, count, cast(g, greater(g, count, one), x.element()));
    Value unbiased = mul(g, batch.variance(), div(g, count, others));
    move(e, "mean", batch.mean());
    move(e, "variance", unbiased);
    return batch.y();
  }

  /**
   * The same as BatchNormalization, in ops with gradients: a x + (bias - a mean) for each channel.
   */
  private Value asPredicting(Emission e, Value x, Value weight, Value bias) {
    Builder g = e.g();
    Value variance = e.weight("variance");
    Value a = div(g, weight, sqrt(g, add(g, variance, g.constant(epsilon, variance))));
    Value b = sub(g, bias, mul(g, a, e.weight("mean")));
    Shape wide = Norms.channels(x.shape());
    return add(g, mul(g, x, reshape(g, a, wide)), reshape(g, b, wide));
  }

  private void move(Emission e, String name, Value batch) {
    Builder g = e.g();
    Value old = e.weight(name);
    Value way = sub(g, reshapeLike(g, batch, old), old);
    e.update(name, add(g, old, mul(g, way, g.constant(momentum, old))));
  }
}
