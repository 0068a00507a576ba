package org.nnd.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    boolean bias)
    implements OneToOne {
  private static final Argument<Long> CHANNELS =
      Argument.required("channels", ArgumentType.whole(1), "how many channels come out");
  private static final Argument<Lengths> KERNEL =
      Argument.required("kernel", ArgumentType.lengths(1), "the window's size");
  private static final Argument<Lengths> STRIDE =
      Argument.optional("stride", ArgumentType.lengths(1), Sliding.ONE, "how far it moves");
  private static final Argument<Lengths> DILATION =
      Argument.optional(
          "dilation", ArgumentType.lengths(1), Sliding.ONE, "the distance between its elements");
  private static final Argument<Long> GROUPS =
      Argument.optional(
          "groups", ArgumentType.whole(1), 1L, "groups of channels that don't see each other");
  private static final Argument<Boolean> BIAS =
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
                  a.get(BIAS)),
          CHANNELS,
          KERNEL,
          STRIDE,
          Padding.ARGUMENT,
          DILATION,
          GROUPS,
          BIAS);

  private Window window(TensorType x) {
    return Sliding.over("conv", x, kernel, stride, dilation, padding);
  }

  @Override
  public Shape shape(TensorType x) {
    OneToOne.floatOnly("conv", x);
    Window window = window(x);
    if (!(x.shape().dim(0) instanceof Dim.Known in)) {
      throw new Refusal(
          "conv needs to know the number of channels, but this value is " + x,
          "give the first axis a fixed length");
    }
    if (in.size() % groups != 0 || channels % groups != 0) {
      throw new Refusal(
          "conv can't part "
              + in.size()
              + " channels going in and "
              + channels
              + " coming out into "
              + groups
              + " groups",
          "both must be multiples of groups");
    }
    long places = window.elements();
    if (places > Sliding.LARGEST / places / in.size()) {
      throw new Refusal(
          "conv's kernel is too large to be trained: it has "
              + places
              + " places on each of "
              + in.size()
              + " channels",
          Sliding.SMALLER);
    }
    return Sliding.result(window, x.shape(), Dim.of(channels));
  }

  @Override
  public Map<String, Weight> weights(List<TensorType> in) {
    TensorType x = in.get(0).perExample();
    List<Long> sizes = new ArrayList<>();
    sizes.add(x.shape().dim(0).known().orElseThrow() / groups);
    sizes.addAll(window(x).kernel());
    Shape each = new Shape(sizes.stream().map(Dim::of).toList());
    Initializer start = Initializer.fanIn(each.size().orElseThrow());
    Map<String, Weight> all = new LinkedHashMap<>();
    all.put("weight", new Weight(x.shaped(Shape.of(channels).then(each)), start));
    if (bias) {
      all.put("bias", new Weight(x.shaped(Shape.of(channels)), start));
    }
    return all;
  }

  @Override
  public Value emit(Emission e, Value x) {
    var op = new org.nnd.op.Conv(window(x.type().perExample()), groups);
    Value w = e.weight("weight");
    return bias ? e.g().apply(op, x, w, e.weight("bias")) : e.g().apply(op, x, w);
  }
}
