package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.List;
import org.nnd.ir.Shape;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * A NumPy array as it stands in its file; the first axis is that of the examples.
 *
 * @param blocks the elements, each block but the last with {@code perBlock} whole examples; a
 *     single one if the first axis varies fastest
 */
record NpyArray(Location at, NpyHeader header, List<ByteBuffer> blocks, int perBlock) {

  /** The number of examples. */
  int size() {
    return Math.toIntExact(header.shape().dim(0).known().orElseThrow());
  }

  /** The shape of one example. */
  Shape example() {
    return header.shape().from(1);
  }

  /** The elements of one example, in C order, as places in its block. */
  interface Elements {
    void accept(ByteBuffer block, int at);
  }

  /** Hands over where each element of an example stands. */
  void forEach(int example, Elements use) {
    long[] shape = header.shape().sizes();
    int bytes = header.element().bytes();
    int count = Math.toIntExact(example().size().orElseThrow());
    ByteBuffer block = blocks.get(example / perBlock);
    if (!header.fortran()) {
      int start = example % perBlock * count * bytes;
      for (int i = 0; i < count; i++) {
        use.accept(block, start + i * bytes);
      }
      return;
    }
    long[] steps = new long[shape.length];
    long step = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      steps[axis] = step;
      step *= shape[axis];
    }
    for (int i = 0; i < count; i++) {
      long place = example;
      int rest = i;
      for (int axis = shape.length - 1; axis > 0; axis--) {
        place += rest % shape[axis] * steps[axis];
        rest /= (int) shape[axis];
      }
      use.accept(block, (int) place * bytes);
    }
  }

  /** A problem of this array. */
  NndException problem(String code, String message, String help) {
    return new NndException(Diagnostic.of(code, at, message).help(help));
  }
}
