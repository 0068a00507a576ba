package org.nnd.layer;

import java.util.Collections;
import java.util.List;
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

  /** The window for values of a shape [C, ...]. */
  static Window over(
      String layer,
      TensorType x,
      Lengths kernel,
      Lengths stride,
      Lengths dilation,
      Padding padding) {
    int axes = x.shape().rank() - 1;
    if (axes < 1 || axes > 3) {
      throw new Refusal(
          layer + " expects channels and one to three axes, but this value is " + x,
          "an image is float[channels, height, width], a signal float[channels, length]");
    }
    List<Long> k = kernel.over(axes, "kernel");
    List<Long> s = stride.over(axes, "stride");
    List<Long> d = dilation.over(axes, "dilation");
    if (k.stream().reduce(1L, Math::multiplyExact) > LARGEST) {
      throw new Refusal(layer + "'s window has more than " + LARGEST + " places", SMALLER);
    }
    Window window = new Window(k, s, d, padding.pads(k, s, d));
    for (int i = 0; i < axes; i++) {
      long reach = Math.addExact(Math.multiplyExact(d.get(i), k.get(i) - 1), 1);
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

  /** The shape [channels, ...] of what the window gives. */
  static Shape result(Window window, Shape x, Dim channels) {
    return Shape.of(channels).then(window.output(x.from(1)));
  }

  /** No dilation. */
  static final Lengths ONE = new Lengths(Collections.nCopies(1, 1L));
}
