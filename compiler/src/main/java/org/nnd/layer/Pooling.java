package org.nnd.layer;

import static org.nnd.op.Pad.pad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Arguments;
import org.nnd.call.Entry;
import org.nnd.call.Lengths;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Pad.Mode;
import org.nnd.op.Window;

/**
 * The window of a pooling.
 *
 * @param name of the layer
 * @param kernel its size
 * @param stride how far it moves
 * @param padding on both sides of each axis; at most half of the kernel
 * @param dilation the distance between its elements
 * @param ceilMode whether a window that hangs over the end counts, if it starts before the end
 */
public record Pooling(
    String name,
    Lengths kernel,
    Lengths stride,
    Lengths padding,
    Lengths dilation,
    boolean ceilMode) {
  private static final Argument<Lengths> KERNEL =
      Argument.required("kernel", ArgumentType.lengths(1), "the window's size");
  private static final Argument<Lengths> STRIDE =
      Argument.unset("stride", ArgumentType.lengths(1), "kernel", "how far it moves");
  private static final Argument<Lengths> PADDING =
      Argument.optional(
          "padding", ArgumentType.lengths(0), Lengths.of(0), "padding on both sides of each axis");
  static final Argument<Lengths> DILATION =
      Argument.optional(
          "dilation", ArgumentType.lengths(1), Sliding.ONE, "the distance between its elements");
  static final Argument<Boolean> CEIL_MODE =
      Argument.optional(
          "ceil_mode",
          ArgumentType.flag(),
          false,
          "whether a window that hangs over the end counts");

  /**
   * An entry with the arguments of all poolings.
   *
   * @param last its last arguments, in PyTorch's order
   */
  static <T> Entry<T> entry(
      String name, String summary, BiFunction<Pooling, Arguments, T> maker, Argument<?>... last) {
    List<Argument<?>> all = new ArrayList<>(List.of(KERNEL, STRIDE, PADDING));
    all.addAll(List.of(last));
    return Entry.of(
        name,
        summary,
        a -> {
          Lengths kernel = a.get(KERNEL);
          Lengths stride = a.find(STRIDE).orElse(kernel);
          boolean ceil = a.get(CEIL_MODE);
          return maker.apply(
              new Pooling(name, kernel, stride, a.get(PADDING), a.get(DILATION), ceil), a);
        },
        all.toArray(Argument<?>[]::new));
  }

  private Window window(TensorType x) {
    Window window = Sliding.over(name, x, kernel, stride, dilation, new Padding.Fixed(padding));
    for (int i = 0; i < window.kernel().size(); i++) {
      if (window.pads().get(i) > window.kernel().get(i) / 2) {
        throw new Refusal(
            name
                + "'s padding of "
                + window.pads().get(i)
                + " is more than half of its kernel of "
                + window.kernel().get(i),
            "some windows would hold nothing but padding");
      }
    }
    return ceilMode ? overhanging(window, x) : window;
  }

  /** The window with as much padding at the ends as its last place needs. */
  private Window overhanging(Window w, TensorType x) {
    int axes = w.kernel().size();
    List<Long> pads = new ArrayList<>(w.pads());
    for (int i = 0; i < axes; i++) {
      if (!(x.shape().dim(i + 1) instanceof Dim.Known length)) {
        throw new Refusal(
            name + "'s ceil_mode needs to know every length, but this value is " + x,
            "give the free axes a fixed length");
      }
      long starts = length.size() + pads.get(i);
      long end = starts + pads.get(axes + i);
      long reach = w.dilations().get(i) * (w.kernel().get(i) - 1) + 1;
      long stride = w.strides().get(i);
      long last =
          Math.min(-Math.floorDiv(reach - end, stride) * stride, (starts - 1) / stride * stride);
      pads.set(axes + i, pads.get(axes + i) + Math.max(0, last + reach - end));
    }
    return new Window(w.kernel(), w.strides(), w.dilations(), pads);
  }

  /** x with a number put around its last axes. */
  static Value around(Emission e, double value, List<Long> before, List<Long> after, Value x) {
    List<Long> none = Collections.nCopies(x.shape().rank() - before.size(), 0L);
    return pad(e.g(), Mode.CONSTANT, joined(none, before), joined(none, after), value, x);
  }

  /** A window with other padding. */
  static Window padded(Window w, List<Long> before, List<Long> after) {
    return new Window(w.kernel(), w.strides(), w.dilations(), joined(before, after));
  }

  private static List<Long> joined(List<Long> a, List<Long> b) {
    List<Long> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** A layer that pools. */
  interface Layer extends NotBfloat16 {
    Pooling pooling();

    default Window window(Value x) {
      return pooling().window(x.type().perExample());
    }

    @Override
    default Shape shape(TensorType x) {
      return Sliding.result(pooling().window(x), x, x.shape().dim(0));
    }
  }
}
