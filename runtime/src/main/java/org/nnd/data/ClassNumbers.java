package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** The number of each example's class. */
record ClassNumbers(int[] numbers) implements Column {
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
