package org.nnd.quantize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/** Tensors of floats, computed with when compiling. */
final class Numbers {
  private Numbers() {}

  static float[] of(Tensor floats) {
    float[] all = new float[Math.toIntExact(floats.type().shape().size().orElseThrow())];
    floats.bytes().asFloatBuffer().get(all);
    return all;
  }

  static Tensor tensor(Shape shape, float... numbers) {
    byte[] bytes = new byte[4 * numbers.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return new Tensor(new TensorType(ElementType.FLOAT, shape), bytes);
  }

  /** A matrix with its axes changed. */
  static Tensor transposed(Tensor matrix) {
    long[] sizes = matrix.type().shape().sizes();
    int rows = (int) sizes[0];
    int columns = (int) sizes[1];
    float[] from = of(matrix);
    float[] to = new float[from.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[j * rows + i] = from[i * columns + j];
      }
    }
    return tensor(Shape.of(columns, rows), to);
  }

  /** The same, each place of an axis multiplied by a number of its own. */
  static Tensor scaled(Tensor t, int axis, float[] by) {
    float[] all = of(t);
    int inner = inner(t.type().shape(), axis);
    for (int i = 0; i < all.length; i++) {
      all[i] *= by[i / inner % by.length];
    }
    return tensor(t.type().shape(), all);
  }

  /** How many elements lie between one place of an axis and the next. */
  static int inner(Shape shape, int axis) {
    return Math.toIntExact(shape.from(shape.axis(axis) + 1).size().orElseThrow());
  }

  /** One number for each channel, in the shape that broadcasts to [N, C, ...]. */
  static Shape perChannel(int channels, int rank) {
    List<Long> sizes = new ArrayList<>(Collections.nCopies(rank - 1, 1L));
    sizes.set(0, (long) channels);
    return Shape.of(sizes.stream().mapToLong(n -> n).toArray());
  }
}
