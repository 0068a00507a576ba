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
 * y[o] = Σᵢ w[i, o] spread over where the window of each x[i] lies + b[o]: undoes the shape of
 * {@link Conv}.
 *
 * <p>x [C, ...]; weight [C, channels / groups, kernel...], bias [channels]; both start as U(-1/√n,
 * 1/√n) with n = channels / groups · kernel, as in PyTorch. Each length becomes stride (x - 1) +
 * dilation (kernel - 1) + 1 - pads + output_padding.
 *
 * @param outputPadding how much longer each axis becomes at its end, which tells apart the lengths
 *     that a convolution with a stride makes equal
 */
public record ConvTranspose(
    long channels,
    Lengths kernel,
    Lengths stride,
    Padding padding,
    Lengths outputPadding,
    Lengths dilation,
    long groups,
    boolean bias,
    Optional<Initializer> init,
    Optional<Initializer> biasInit)
    implements NotBfloat16 {
  private static final Argument<Lengths> ENDS =
      Argument.optional(
          "output_padding",
          ArgumentType.lengths(0),
          Lengths.of(0),
          "how much longer each axis becomes at its end, below the stride");

  static final Entry<ConvTranspose> ENTRY =
      Entry.of(
          "conv_transpose",
          "y[o] = Σᵢ w[i, o] spread over where the window of each x[i] lies + b[o]",
          a ->
              new ConvTranspose(
                  a.get(Conv.CHANNELS),
                  a.get(Conv.KERNEL),
                  a.get(Conv.STRIDE),
                  a.get(Padding.ARGUMENT),
                  a.get(ENDS),
                  a.get(Conv.DILATION),
                  a.get(Conv.GROUPS),
                  a.get(Conv.BIAS),
                  a.find(Initializers.WEIGHT),
                  a.find(Initializers.BIAS)),
          Conv.CHANNELS,
          Conv.KERNEL,
          Conv.STRIDE,
          Padding.ARGUMENT,
          ENDS,
          Conv.DILATION,
          Conv.GROUPS,
          Conv.BIAS,
          Initializers.WEIGHT,
          Initializers.BIAS);

  private Window window(TensorType x) {
    return Sliding.window("conv_transpose", x, kernel, stride, dilation, padding);
  }

  private List<Long> ends(Window window) {
    return outputPadding.over(window.kernel().size(), "output_padding");
  }

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.NARROW;
  }

  @Override
  public Shape shape(TensorType x) {
    Window window = window(x);
    Sliding.checkGroups("conv_transpose", x, channels, groups);
    List<Long> each = ends(window);
    for (int i = 0; i < each.size(); i++) {
      long step = window.strides().get(i);
      if (each.get(i) >= step) {
        throw new Refusal(
            "conv_transpose's output_padding of "
                + each.get(i)
                + " is no less than its stride of "
                + step,
            "a stride of s makes s lengths equal; output_padding says which of them it was");
      }
      long rest = window.reach(i) + each.get(i) - step;
      if (x.shape().dim(i + 1) instanceof Dim.Known length && length.size() * step + rest < 1) {
        throw new Refusal(
            "conv_transpose's padding leaves nothing of axis " + (i + 1) + " of " + x,
            "padding is what the convolution that is undone has added");
      }
    }
    Shape y = org.nnd.op.ConvTranspose.output(window, each, x.shape().from(1));
    return Shape.of(Dim.of(channels)).then(y);
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType x = in.get(0).perExample();
    Shape channelPairs = Shape.of(x.shape().dim(0), Dim.of(channels / groups));
    TensorType weight = x.shaped(channelPairs.then(window(x).shape()));
    return Sliding.weights(weight, bias ? Optional.of(channels) : Optional.empty(), init, biasInit);
  }

  @Override
  public long multiplyAdds(List<TensorType> in) {
    Shape x = in.get(0).perExample().shape();
    long each = weights(in).get("weight").type().shape().size().orElseThrow();
    return Math.multiplyExact(x.from(1).size().orElseThrow(), each);
  }

  @Override
  public Value emit(Emission e, Value x) {
    Window window = window(x.type().perExample());
    var op = new org.nnd.op.ConvTranspose(window, ends(window), groups);
    Value w = e.weight("weight");
    return bias ? e.g().apply(op, x, w, e.weight("bias")) : e.g().apply(op, x, w);
  }
}
