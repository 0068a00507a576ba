package org.nnd.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.call.Lengths;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.op.Window;

/** What convolutions and poolings have in common: a window over the axes behind the channels. */
final class Sliding {
  /** Gradients hold numbers for each place of a window, those of conv for each pair of them. */
  static final long LARGEST = 1 << 27;

  static final String SMALLER = "use a smaller kernel";

  private Sliding() {}

  /** How many axes there are behind the channels. */
  static int axes(String layer, TensorType x) {
    int axes = x.shape().rank() - 1;
    if (axes < 1 || axes > 3) {
      throw new Refusal(
          layer + " expects channels and one to three axes, but this value is " + x,
          axes == 0
              ? "an image is float[channels, height, width], a signal float[channels, length]"
              : null);
    }
    return axes;
  }

  /** The window for values of a shape [C, ...], which it must fit into. */
  static Window over(
      String layer,
      TensorType x,
      Lengths kernel,
      Lengths stride,
      Lengths dilation,
      Padding padding) {
    Window window = window(layer, x, kernel, stride, dilation, padding);
    int axes = window.kernel().size();
    for (int i = 0; i < axes; i++) {
      long reach =
          Math.addExact(
              Math.multiplyExact(window.dilations().get(i), window.kernel().get(i) - 1), 1);
      long pads = Math.addExact(window.pads().get(i), window.pads().get(axes + i));
      if (x.shape().dim(i + 1) instanceof Dim.Known length
          && Math.addExact(length.size(), pads) < reach) {
        throw new Refusal(
            layer
                + "'s window of "
                + reach
                + " is longer than the axis it slides over: "
                + x
                + (pads > 0 ? " with " + pads + " of padding" : ""),
            "use a smaller kernel, or padding");
      }
    }
    return window;
  }

  /** The window over the axes of a shape [C, ...], whatever their lengths. */
  static Window window(
      String layer,
      TensorType x,
      Lengths kernel,
      Lengths stride,
      Lengths dilation,
      Padding padding) {
    int axes = axes(layer, x);
    List<Long> k = kernel.over(axes, "kernel");
    List<Long> s = stride.over(axes, "stride");
    List<Long> d = dilation.over(axes, "dilation");
    if (k.stream().reduce(1L, Math::multiplyExact) > LARGEST) {
      throw new Refusal(layer + "'s window has more than " + LARGEST + " places", SMALLER);
    }
    return new Window(k, s, d, padding.pads(k, s, d));
  }

  /** The number of channels of a shape [C, ...]. */
  static long channels(String layer, TensorType x) {
    if (x.shape().dim(0) instanceof Dim.Known in) {
      return in.size();
    }
    throw new Refusal(layer + " needs to know the number of channels, but this value is " + x);
  }

  /** Refuses channels that don't part into groups. */
  static void checkGroups(String layer, TensorType x, long out, long groups) {
    long in = channels(layer, x);
    if (in % groups != 0 || out % groups != 0) {
      throw new Refusal(
          layer
              + " can't part "
              + in
              + " channels going in and "
              + out
              + " coming out into "
              + groups
              + " groups",
          "both must be multiples of groups");
    }
  }

  /** A convolution's weight and bias, both starting as U(-1/√n, 1/√n) with n = elements of w[0]. */
  static Map<String, Weight> weights(
      TensorType weight,
      Optional<Long> biases,
      Optional<Initializer> init,
      Optional<Initializer> biasInit) {
    Initializer start = Initializer.fanIn(weight.shape().from(1).size().orElseThrow());
    Map<String, Weight> all = new LinkedHashMap<>();
    all.put("weight", new Weight(weight, init.orElse(start)));
    biases.ifPresent(
        n -> all.put("bias", new Weight(weight.shaped(Shape.of(n)), biasInit.orElse(start))));
    return all;
  }

  /** The shape [channels, ...] of what the window gives. */
  static Shape result(Window window, TensorType x, Dim channels) {
    return Shape.of(channels).then(window.output(x.shape().from(1)));
  }

  /** No dilation. */
  static final Lengths ONE = new Lengths(Collections.nCopies(1, 1L));
}
