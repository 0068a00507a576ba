package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

/**
 * One named column: for each example a tensor of the same type.
 *
 * <p>Columns are read by several threads at once.
 */
public interface Column {

  /**
   * The type of one example, without a batch axis. All lengths are known, but the first one may be
   * a name: then it differs from example to example.
   */
  TensorType type();

  /** The number of examples. */
  int size();

  /** The first length of an example, where the type leaves it free. */
  default int length(int example) {
    throw new IllegalStateException("no free length: " + type());
  }

  /** The type of the longest example. */
  default TensorType longest() {
    Shape shape = type().shape();
    return shape.size().isPresent()
        ? type()
        : type()
            .shaped(
                shape.with(
                    0, Dim.of(IntStream.range(0, size()).map(this::length).max().orElse(0))));
  }

  /** Appends the numbers of one example at the buffer's position, in the buffer's byte order. */
  void write(int example, ByteBuffer to);

  /** The column as an epoch, from 1, sees it: images may be changed, windows of a text moved. */
  default Column epoch(int epoch) {
    return this;
  }

  /** The numbers of one example. */
  default double[] numbers(int example) {
    TensorType type = type();
    Shape shape = type.shape();
    Shape known = shape.size().isPresent() ? shape : shape.with(0, Dim.of(length(example)));
    int count = Math.toIntExact(known.size().orElseThrow());
    ByteBuffer bytes = ByteBuffer.allocate(count * type.element().bytes());
    write(example, bytes);
    bytes.flip();
    return IntStream.range(0, count).mapToDouble(i -> number(bytes, type.element())).toArray();
  }

  private static double number(ByteBuffer bytes, ElementType element) {
    return switch (element) {
      case FLOAT -> bytes.getFloat();
      case DOUBLE -> bytes.getDouble();
      case INT32 -> bytes.getInt();
      case INT64 -> bytes.getLong();
      case BOOL -> bytes.get();
      default -> throw new IllegalArgumentException("no columns of " + element);
    };
  }
}
