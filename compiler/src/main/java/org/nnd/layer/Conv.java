package org.nnd.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Lengths;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Window;

/**
 * y[o] = Σᵢ w[o, i] ⋆ x[i] + b[o]: a sliding product over one to three axes behind the channels.
 *
 * <p>x [C, ...]; weight [channels, C / groups, kernel...], bias [channels]; both start as U(-1/√n,
 * 1/√n) with n = C / groups · kernel, as in PyTorch. Each length becomes ⌊(x + pads - dilation
 * (kernel - 1) - 1) / stride⌋ + 1.
 */
public record Conv(
    long channels,
    Lengths kernel,
    Lengths stride,
    Padding padding,
    Lengths dilation,
    long groups,
    boolean bias,
    Optional<Initializer> init,
    Optional<Initializer> biasInit)
    implements NotBfloat16 {
  static final Argument<Long> CHANNELS =
      Argument.required("channels", ArgumentType.whole(1), "how many channels come out");
  static final Argument<Lengths> KERNEL =
      Argument.required("kernel", ArgumentType.lengths(1), "the window's size");
  static final Argument<Lengths> STRIDE =
      Argument.optional("stride", ArgumentType.lengths(1), Sliding.ONE, "how far it moves");
  static final Argument<Lengths> DILATION =
      Argument.optional(
          "dilation", ArgumentType.lengths(1), Sliding.ONE, "the distance between its elements");
  static final Argument<Long> GROUPS =
      Argument.optional(
          "groups", ArgumentType.whole(1), 1L, "groups of channels that don't see each other");
  static final Argument<Boolean> BIAS =
      Argument.optional("bias", ArgumentType.flag(), true, "whether b is added");

  static final Entry<Conv> ENTRY =
      Entry.of(
          "conv",
          "y[o] = Σᵢ w[o, i] ⋆ x[i] + b[o]",
          a ->
              new Conv(
                  a.get(CHANNELS),
                  a.get(KERNEL),
                  a.get(STRIDE),
                  a.get(Padding.ARGUMENT),
                  a.get(DILATION),
                  a.get(GROUPS),
                  a.get(BIAS),
                  a.find(Initializers.WEIGHT),
                  a.find(Initializers.BIAS)),
          CHANNELS,
          KERNEL,
          STRIDE,
          Padding.ARGUMENT,
          DILATION,
          GROUPS,
          BIAS,
          Initializers.WEIGHT,
          Initializers.BIAS);

  private Window window(TensorType x) {
    return Sliding.over("conv", x, kernel, stride, dilation, padding);
  }

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.NARROW;
  }

  @Override
  public Shape shape(TensorType x) {
    Window window = window(x);
    Sliding.checkGroups("conv", x, channels, groups);
    long in = Sliding.channels("conv", x);
    long places = window.elements();
    if (places > Sliding.LARGEST / places / in) {
      throw new Refusal(
          "conv's kernel is too large to be trained: it has "
              + places
              + " places on each of "
              + in
              + " channels",
          Sliding.SMALLER);
    }
    return Sliding.result(window, x, Dim.of(channels));
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType x = in.get(0).perExample();
    Shape channelPairs = Shape.of(channels, Sliding.channels("conv", x) / groups);
    TensorType weight = x.shaped(channelPairs.then(window(x).shape()));
    return Sliding.weights(weight, bias ? Optional.of(channels) : Optional.empty(), init, biasInit);
  }

  @Override
  public long multiplyAdds(List<TensorType> in) {
    long results = shape(in.get(0).perExample()).size().orElseThrow();
    return results / channels * weights(in).get("weight").type().shape().size().orElseThrow();
  }

  @Override
  public Value emit(Emission e, Value x) {
    var op = new org.nnd.op.Conv(window(x.type().perExample()), groups);
    Value w = e.weight("weight");
    return bias ? e.g().apply(op, x, w, e.weight("bias")) : e.g().apply(op, x, w);
  }
}
