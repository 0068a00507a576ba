package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Standardize.standardize;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.InstanceNormalization;

/**
 * y = (x - mean) / √(variance + ε), the statistics those of each channel of each example; then
 * weight y + bias if told.
 *
 * <p>Ulyanov and others, 2016. x [C, ...]; weight [C] from 1, bias [C] from 0.
 */
public record InstanceNorm(double epsilon, boolean affine) implements NotBfloat16 {
  private static final Argument<Boolean> AFFINE = Norms.affine(false);

  static final Entry<InstanceNorm> ENTRY =
      Entry.of(
          "instance_norm",
          "y = (x - mean) / √(variance + ε), over each channel of each example",
          a -> new InstanceNorm(a.get(Norms.EPSILON), a.get(AFFINE)),
          Norms.EPSILON,
          AFFINE);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Shape shape(TensorType x) {
    Norms.channels("instance_norm", x);
    if (x.shape().rank() == 1) {
      throw new Refusal(
          "instance_norm expects axes behind the channels, but this value is " + x,
          "layer_norm normalises the numbers of a vector");
    }
    return x.shape();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    return Norms.weights(Norms.perChannel(in.get(0)), affine, affine);
  }

  @Override
  public Value emit(Emission e, Value x) {
    Builder g = e.g();
    TensorType each = Norms.perChannel(x.type());
    if (!e.training()) {
      InstanceNormalization op = new InstanceNormalization(epsilon);
      return g.apply(op, x, Norms.weight(e, "weight", each, 1), Norms.weight(e, "bias", each, 0));
    }
    List<Integer> axes = IntStream.range(2, x.shape().rank()).boxed().toList();
    if (!affine) {
      return standardize(g, axes, epsilon, x).y();
    }
    Shape wide = Norms.channels(x.shape());
    Value weight = reshape(g, e.weight("weight"), wide);
    return standardize(g, axes, epsilon, x, weight, reshape(g, e.weight("bias"), wide)).y();
  }
}
