package org.nnd.layer;

import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.LayerNormalization;

/**
 * y = weight (x - mean) / √(variance + ε) + bias, the statistics those of the last axes.
 *
 * <p>Ba and others, 2016. weight and bias have the shape of those axes and start as 1 and 0.
 *
 * @param axes how many of the last axes
 * @param affine whether weight and bias are learned
 * @param bias whether there is a bias beside the weight
 */
public record LayerNorm(long axes, double epsilon, boolean affine, boolean bias)
    implements OneToOne {
  private static final Argument<Boolean> AFFINE = Norms.affine(true);
  private static final Argument<Boolean> BIAS =
      Argument.optional(
          "bias", ArgumentType.flag(), true, "whether there is a bias beside the weight");

  static final Entry<LayerNorm> ENTRY =
      Entry.of(
          "layer_norm",
          "y = weight (x - mean) / √(variance + ε) + bias, over the last axes",
          a ->
              new LayerNorm(
                  a.get(LastAxes.ARGUMENT), a.get(Norms.EPSILON), a.get(AFFINE), a.get(BIAS)),
          LastAxes.ARGUMENT,
          Norms.EPSILON,
          AFFINE,
          BIAS);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public Shape shape(TensorType x) {
    LastAxes.of("layer_norm", axes, x);
    return x.shape();
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    return Norms.weights(LastAxes.of("layer_norm", axes, in.get(0)), affine, affine && bias);
  }

  @Override
  public Value emit(Emission e, Value x) {
    Value weight = Norms.weight(e, "weight", LastAxes.of("layer_norm", axes, x.type()), 1);
    var op = new LayerNormalization(x.shape().rank() - Math.toIntExact(axes), epsilon);
    return affine && bias
        ? e.g().apply(op, x, weight, e.weight("bias"))
        : e.g().apply(op, x, weight);
  }
}
