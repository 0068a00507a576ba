package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.TensorType;

/**
 * The numbers of an IDX file, kept as they are there and divided as they are written.
 *
 * @param numbers big endian
 */
record IdxColumn(TensorType type, int size, IdxElement element, ByteBuffer numbers, double divisor)
    implements Column {

  /** x / divisor; for floats, rounding the quotient of doubles gives the quotient of floats. */
  @Override
  public void write(int example, ByteBuffer to) {
    int count = Math.toIntExact(type.shape().size().orElseThrow());
    for (int i = example * count; i < (example + 1) * count; i++) {
      double number = element.get(numbers, i) / divisor;
      switch (type.element()) {
        case FLOAT -> to.putFloat((float) number);
        case DOUBLE -> to.putDouble(number);
        case INT32 -> to.putInt((int) number);
        case INT64 -> to.putLong((long) number);
        default -> throw new IllegalStateException("no numbers of " + type);
      }
    }
  }
}
