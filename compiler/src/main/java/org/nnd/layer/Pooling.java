package org.nnd.layer;

import java.util.function.Function;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Lengths;
import org.nnd.call.Refusal;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.op.Window;

/**
 * The window of a pooling.
 *
 * @param name of the layer
 * @param kernel its size
 * @param stride how far it moves
 * @param padding on both sides of each axis; at most half of the kernel
 */
public record Pooling(String name, Lengths kernel, Lengths stride, Lengths padding) {
  private static final Argument<Lengths> KERNEL =
      Argument.required("kernel", ArgumentType.lengths(1), "the window's size");
  private static final Argument<Lengths> STRIDE =
      Argument.unset("stride", ArgumentType.lengths(1), "kernel", "how far it moves");
  private static final Argument<Lengths> PADDING =
      Argument.optional(
          "padding", ArgumentType.lengths(0), Lengths.of(0), "padding on both sides of each axis");

  static <T> Entry<T> entry(String name, String summary, Function<Pooling, T> maker) {
    return Entry.of(
        name,
        summary,
        a -> {
          Lengths kernel = a.get(KERNEL);
          Lengths stride = a.find(STRIDE).orElse(kernel);
          return maker.apply(new Pooling(name, kernel, stride, a.get(PADDING)));
        },
        KERNEL,
        STRIDE,
        PADDING);
  }

  private Window window(TensorType x) {
    Padding fixed = new Padding.Fixed(padding);
    Window window = Sliding.over(name, x, kernel, stride, Sliding.ONE, fixed);
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
    return window;
  }

  /** A layer that pools. */
  interface Layer extends OneToOne {
    Pooling pooling();

    default Window window(Value x) {
      return pooling().window(x.type().perExample());
    }

    @Override
    default Shape shape(TensorType x) {
      return Sliding.result(pooling().window(x), x.shape(), x.shape().dim(0));
    }
  }
}
