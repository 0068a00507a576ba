package org.nnd.op;

import static org.nnd.op.Col2Im.col2Im;
import static org.nnd.op.MatMul.matMul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.Transpose.swapLast;
import static org.nnd.op.Transpose.transpose;

import java.util.Collections;
import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * An image as columns: for each position of a window the K elements that it covers, [N, C, ...] to
 * [N, C K, positions].
 *
 * <p>On small images a product with a matrix of zeros and ones picks the elements (what is not
 * finite there spreads over its channel), on large ones a depthwise convolution with such kernels,
 * which ONNX Runtime spreads over its threads.
 */
record Columns(Window window) {
  private static final long SMALL_IMAGE = 64;
  private static final long SMALL_MATRIX = 1 << 16;

  Value of(Builder g, Value x) {
    Shape s = x.shape();
    Shape columns = Shape.of(s.dim(0), s.dim(1).times(window.elements()), positions(s));
    if (isImage()) {
      return reshape(g, x, columns);
    }
    if (isSmall(s)) {
      return reshape(g, matMul(g, flat(g, x), g.constant(choice(x))), columns);
    }
    return reshape(g, windows(g, x), columns);
  }

  /** The sum of columns back into an image such as x. */
  Value back(Builder g, Value columns, Value x) {
    Shape s = x.shape();
    if (isImage()) {
      return reshapeLike(g, columns, x);
    }
    if (isSmall(s)) {
      Dim chosen = Dim.of(window.elements()).times(positions(s));
      Value rows = reshape(g, columns, Shape.of(s.dim(0), s.dim(1), chosen));
      return reshape(g, matMul(g, rows, swapLast(g, g.constant(choice(x)))), s);
    }
    return col2Im(g, window, columns, x);
  }

  /** Whether no convolution is needed to make them. */
  boolean areChosen(Shape x) {
    return isImage() || isSmall(x);
  }

  /** Whether each position covers just one element, in their order. */
  boolean isImage() {
    List<Long> ones = Collections.nCopies(window.axes(), 1L);
    return window.kernel().equals(ones)
        && window.strides().equals(ones)
        && window.dilations().equals(ones)
        && window.pads().stream().allMatch(p -> p == 0);
  }

  private Dim positions(Shape x) {
    return window.output(x.from(2)).elements();
  }

  private boolean isSmall(Shape x) {
    Shape spatial = x.from(2);
    if (spatial.size().isEmpty() || spatial.size().getAsLong() > SMALL_IMAGE) {
      return false;
    }
    long chosen = window.elements() * window.output(spatial).size().orElseThrow();
    return spatial.size().getAsLong() * chosen <= SMALL_MATRIX;
  }

  private static Value flat(Builder g, Value x) {
    Shape s = x.shape();
    return reshape(g, x, Shape.of(s.dim(0), s.dim(1), s.from(2).elements()));
  }

  /** [N, C, ...] to [C, N ...]: one row for each channel. */
  static Value folded(Builder g, Value x) {
    Value rows = transpose(g, flat(g, x), 1, 0, 2);
    Shape s = rows.shape();
    return reshape(g, rows, Shape.of(s.dim(0), s.dim(1).times(s.dim(2))));
  }

  /** [C, N positions] to [N, C, positions]: what {@link #folded} began with. */
  static Value unfolded(Builder g, Value rows, Dim examples, Dim positions) {
    Value apart = reshape(g, rows, Shape.of(rows.shape().dim(0), examples, positions));
    return transpose(g, apart, 1, 0, 2);
  }

  /** [elements of the image, K positions]: 1 where a position has that element. */
  private Tensor choice(Value x) {
    long[] image = x.shape().from(2).sizes();
    long[] out = window.output(x.shape().from(2)).sizes();
    int elements = (int) window.elements();
    int positions = (int) Shape.of(out).size().orElseThrow();
    int size = (int) Shape.of(image).size().orElseThrow();
    double[] ones = new double[size * elements * positions];
    for (int k = 0; k < elements; k++) {
      for (int p = 0; p < positions; p++) {
        int at = covered(image, out, k, p);
        if (at >= 0) {
          ones[(at * elements + k) * positions + p] = 1;
        }
      }
    }
    return Tensor.of(x.element(), Shape.of(size, (long) elements * positions), ones);
  }

  /** The elements of an image that each position covers, its number of elements for padding. */
  long[] covered(long... image) {
    long[] out = window.output(Shape.of(image)).sizes();
    long padding = Shape.of(image).size().orElseThrow();
    int elements = (int) window.elements();
    long[] all = new long[Math.toIntExact(elements * Shape.of(out).size().orElseThrow())];
    for (int i = 0; i < all.length; i++) {
      int at = covered(image, out, i % elements, i / elements);
      all[i] = at >= 0 ? at : padding;
    }
    return all;
  }

  /** The element that a position covers with its k-th place, or -1 for padding. */
  private int covered(long[] image, long[] out, int k, int position) {
    long at = 0;
    long factor = 1;
    for (int axis = window.axes() - 1; axis >= 0; axis--) {
      long place = k % window.kernel().get(axis);
      long step = position % out[axis];
      k /= Math.toIntExact(window.kernel().get(axis));
      position /= Math.toIntExact(out[axis]);
      long coordinate =
          step * window.strides().get(axis)
              + place * window.dilations().get(axis)
              - window.pads().get(axis);
      if (coordinate < 0 || coordinate >= image[axis]) {
        return -1;
      }
      at += coordinate * factor;
      factor *= image[axis];
    }
    return Math.toIntExact(at);
  }

  /** [N, C, x...] to [N, C K, out...], by a depthwise convolution. */
  Value windows(Builder g, Value x) {
    int k = Math.toIntExact(window.elements());
    long channels = x.shape().dim(1).known().orElseThrow();
    double[] oneHot = new double[Math.toIntExact(channels * k * k)];
    for (int i = 0; i < channels * k; i++) {
      oneHot[i * k + i % k] = 1;
    }
    Shape shape = Shape.of(channels * k, 1).then(window.shape());
    Value kernels = g.constant(Tensor.of(x.element(), shape, oneHot));
    return g.apply(new Conv(window, channels), x, kernels);
  }
}
