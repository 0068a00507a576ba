package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** The numbers of an IDX file, kept as they are there and divided as they are written. */
final class IdxColumn implements Column {
  private final TensorType type;
  private final int size;
  private final IdxElement element;
  private final ByteBuffer numbers;
  private final double divisor;
  private final int count;

  /** What each byte becomes: looking it up is faster than dividing. */
  private final float[] quotients;

  /** Room for one example's bytes and floats, for each thread that writes some. */
  private final ThreadLocal<Row> rows = ThreadLocal.withInitial(this::row);

  private record Row(byte[] bytes, float[] floats) {}

  /**
   * @param size the number of examples
   * @param numbers big endian
   */
  IdxColumn(TensorType type, int size, IdxElement element, ByteBuffer numbers, double divisor) {
    this.type = type;
    this.size = size;
    this.element = element;
    this.numbers = numbers;
    this.divisor = divisor;
    this.count = Math.toIntExact(type.shape().size().orElseThrow());
    this.quotients = new float[256];
    IntStream.range(0, 256).forEach(b -> quotients[b] = (float) (b / divisor));
  }

  private Row row() {
    return new Row(new byte[count], new float[count]);
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public int size() {
    return size;
  }

  /** The number at a place in the file, as it is there. */
  double stored(int place) {
    return element.get(numbers, place);
  }

  /** x / divisor; for floats, rounding the quotient of doubles gives the quotient of floats. */
  @Override
  public void write(int example, ByteBuffer to) {
    int from = example * count;
    if (element == IdxElement.UBYTE && type.element() == ElementType.FLOAT) {
      Row row = rows.get();
      numbers.get(from, row.bytes);
      for (int i = 0; i < count; i++) {
        row.floats[i] = quotients[row.bytes[i] & 0xFF];
      }
      to.asFloatBuffer().put(row.floats);
      to.position(to.position() + count * Float.BYTES);
      return;
    }
    for (int i = from; i < from + count; i++) {
      double number = stored(i) / divisor;
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
