package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What columns write, read back. */
final class Written {
  private Written() {}

  /** The numbers of one example; written in both byte orders, which must agree. */
  static double[] numbers(Column column, int example) {
    double[] big = numbers(column, example, ByteOrder.BIG_ENDIAN);
    double[] little = numbers(column, example, ByteOrder.LITTLE_ENDIAN);
    assertEquals(big.length, little.length);
    for (int i = 0; i < big.length; i++) {
      assertEquals(big[i], little[i]);
    }
    return big;
  }

  private static double[] numbers(Column column, int example, ByteOrder order) {
    int count = Math.toIntExact(column.type().shape().size().orElseThrow());
    int bytes = column.type().element().bytes();
    ByteBuffer buffer = ByteBuffer.allocate(1 + count * bytes).order(order).position(1);
    column.write(example, buffer);
    assertEquals(0, buffer.remaining(), "the position must lie behind the numbers");
    buffer.position(1);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          switch (column.type().element()) {
            case FLOAT -> buffer.getFloat();
            case DOUBLE -> buffer.getDouble();
            case INT32 -> buffer.getInt();
            case INT64 -> buffer.getLong();
            default -> buffer.get();
          };
    }
    return numbers;
  }

  /** The single number of each example. */
  static double[] all(Column column) {
    double[] all = new double[column.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers(column, i)[0];
    }
    return all;
  }
}
