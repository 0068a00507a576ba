package org.nnd.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Lengths;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * y[m c + j] = w[m c + j] ⋆ x[c] + b[m c + j]: {@link Conv} in which no channel sees another, m
 * results for each.
 *
 * <p>x [C, ...]; weight [m C, 1, kernel...], bias [m C].
 */
public record DepthwiseConv(
    Lengths kernel,
    long multiplier,
    Lengths stride,
    Padding padding,
    Lengths dilation,
    boolean bias,
    Optional<Initializer> init,
    Optional<Initializer> biasInit)
    implements NotBfloat16 {
  private static final Argument<Long> MULTIPLIER =
      Argument.optional(
          "multiplier", ArgumentType.whole(1), 1L, "how many channels come out for each");

  static final Entry<DepthwiseConv> ENTRY =
      Entry.of(
          "depthwise_conv",
          "y[c] = w[c] ⋆ x[c] + b[c]",
          a ->
              new DepthwiseConv(
                  a.get(Conv.KERNEL),
                  a.get(MULTIPLIER),
                  a.get(Conv.STRIDE),
                  a.get(Padding.ARGUMENT),
                  a.get(Conv.DILATION),
                  a.get(Conv.BIAS),
                  a.find(Initializers.WEIGHT),
                  a.find(Initializers.BIAS)),
          Conv.KERNEL,
          MULTIPLIER,
          Conv.STRIDE,
          Padding.ARGUMENT,
          Conv.DILATION,
          Conv.BIAS,
          Initializers.WEIGHT,
          Initializers.BIAS);

  private Conv conv(TensorType x) {
    Sliding.over("depthwise_conv", x, kernel, stride, dilation, padding);
    long channels = Sliding.channels("depthwise_conv", x);
    long out = Math.multiplyExact(channels, multiplier);
    return new Conv(out, kernel, stride, padding, dilation, channels, bias, init, biasInit);
  }

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.NARROW;
  }

  @Override
  public Shape shape(TensorType x) {
    return conv(x).shape(x);
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    return conv(in.get(0).perExample()).weights(in);
  }

  @Override
  public long multiplyAdds(List<TensorType> in) {
    return conv(in.get(0).perExample()).multiplyAdds(in);
  }

  @Override
  public Value emit(Emission e, Value x) {
    return conv(x.type().perExample()).emit(e, x);
  }
}
