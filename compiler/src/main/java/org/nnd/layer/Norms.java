package org.nnd.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** What normalisations have in common: y = weight x̂ + bias, weight starting as 1 and bias as 0. */
final class Norms {
  static final Argument<Double> EPSILON =
      Argument.optional("epsilon", ArgumentType.positive(), 1e-5, "keeps the divisor from 0");

  private Norms() {}

  static Argument<Boolean> affine(boolean byDefault) {
    return Argument.optional(
        "affine", ArgumentType.flag(), byDefault, "whether weight and bias are learned");
  }

  static Map<String, Weight> weights(TensorType each, boolean weight, boolean bias) {
    Map<String, Weight> all = new LinkedHashMap<>();
    if (weight) {
      all.put("weight", new Weight(each, new Initializer.Constant(1)));
    }
    if (bias) {
      all.put("bias", new Weight(each, new Initializer.Constant(0)));
    }
    return all;
  }

  /** A weight, or the same number everywhere where the layer has none. */
  static Value weight(Emission e, String name, TensorType type, double otherwise) {
    Value weight = e.weight(name);
    return weight != null ? weight : e.g().constant(Tensor.filled(type, otherwise));
  }

  /** One number for each channel of x [C, ...]. */
  static TensorType perChannel(TensorType x) {
    return x.shaped(x.perExample().shape().slice(0, 1));
  }

  /** The shape in which numbers for each channel meet x [N, C, ...]. */
  static Shape channels(Shape x) {
    Shape wide = Shape.of(x.dim(1));
    while (wide.rank() < x.rank() - 1) {
      wide = wide.then(Shape.of(1));
    }
    return wide;
  }

  /** Refuses what has no channels. */
  static long channels(String layer, TensorType x) {
    if (x.shape().rank() > 0 && x.shape().dim(0) instanceof Dim.Known channels) {
      return channels.size();
    }
    throw new Refusal(
        layer + " needs to know the number of channels, but this value is " + x,
        x.shape().rank() == 0
            ? null
            : "channels are the first axis; layer_norm normalises the last");
  }
}
