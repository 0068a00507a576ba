package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nnd.ir.TensorType;

/**
 * Tensors filled from some columns of a CSV file; kept in blocks, so that growing copies nothing.
 */
final class CsvNumbers implements CsvColumn {
  private static final int BLOCK_BYTES = 1 << 16;

  private final TensorType type;
  private final int[] places;
  private final long classes;
  private final int bytes;
  private final int examplesPerBlock;
  private final List<ByteBuffer> blocks = new ArrayList<>();
  private int size;

  /**
   * An empty column.
   *
   * @param places the columns of the file, one for each element, the last axis varying fastest
   * @param classes how many classes there are, if int64s are the numbers of classes, else 0
   */
  CsvNumbers(TensorType type, int[] places, long classes) {
    this.type = type;
    this.places = places;
    this.classes = classes;
    bytes = places.length * type.element().bytes();
    examplesPerBlock = Math.max(1, BLOCK_BYTES / Math.max(1, bytes));
  }

  @Override
  public void add(CsvRow row) {
    if (size == blocks.size() * examplesPerBlock) {
      blocks.add(ByteBuffer.allocate(examplesPerBlock * bytes));
    }
    ByteBuffer to = example(size);
    for (int place : places) {
      switch (type.element()) {
        case FLOAT -> to.putFloat((float) row.number(place, type.element()));
        case DOUBLE -> to.putDouble(row.number(place, type.element()));
        case INT64 ->
            to.putLong(
                classes > 0 ? row.classNumber(place, classes) : row.whole(place, type.element()));
        case INT32 -> to.putInt((int) row.whole(place, type.element()));
        case BOOL -> to.put((byte) (row.bool(place) ? 1 : 0));
        default -> throw new IllegalStateException("no cells of " + type);
      }
    }
    size++;
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void write(int example, ByteBuffer to) {
    ByteBuffer from = example(example);
    switch (type.element().bytes()) {
      case 8 -> to.asLongBuffer().put(from.asLongBuffer());
      case 4 -> to.asIntBuffer().put(from.asIntBuffer());
      default -> to.duplicate().put(from);
    }
    to.position(to.position() + bytes);
  }

  private ByteBuffer example(int example) {
    int start = example % examplesPerBlock * bytes;
    return blocks.get(example / examplesPerBlock).slice(start, bytes);
  }
}
