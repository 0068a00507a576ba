package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** A whole number for each example. */
record WholeNumbers(int[] numbers) implements Column {
  @Override
  public TensorType type() {
    return TensorType.scalar(ElementType.INT64);
  }

  @Override
  public int size() {
    return numbers.length;
  }

  @Override
  public void write(int example, ByteBuffer to) {
    to.putLong(numbers[example]);
  }
}
