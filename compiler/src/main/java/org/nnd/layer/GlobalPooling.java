package org.nnd.layer;

import static org.nnd.op.Reshape.reshape;

import java.util.List;
import java.util.stream.IntStream;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** One number for each channel: [C, ...] to [C]. */
interface GlobalPooling extends OneToOne {
  /** As a text writes it. */
  String name();

  /** ONNX's own operator, which leaves axes of length 1. */
  Value operator(Builder g, Value x);

  /** The same over axes that go, with a gradient. */
  Value reduce(Builder g, Value x, List<Integer> axes);

  @Override
  default Shape shape(TensorType x) {
    if (x.shape().rank() < 2) {
      throw new Refusal(
          name() + " expects channels and axes behind them, but this value is " + x,
          "an image is float[channels, height, width], a signal float[channels, length]");
    }
    return x.shape().slice(0, 1);
  }

  @Override
  default Value emit(Emission e, Value x) {
    int first = Axes.first(x) + 1;
    return e.training()
        ? reduce(e.g(), x, IntStream.range(first, x.shape().rank()).boxed().toList())
        : reshape(e.g(), operator(e.g(), x), x.shape().slice(0, first));
  }
}
