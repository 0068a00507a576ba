package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.nnd.ir.TensorType;

/**
 * Tensors filled from some columns of a CSV file; kept in blocks, so that growing copies nothing.
 */
final class CsvNumbers implements CsvColumn {
  private static final int BLOCK_BYTES = 1 << 16;

  private final TensorType type;
  private final List<CsvFeature> features;
  private final long classes;
  private final Predicate<CsvFeature> mayMiss;
  private final int bytes;
  private final int examplesPerBlock;
  private final List<ByteBuffer> blocks = new ArrayList<>();
  private int size;

  /**
   * An empty column.
   *
   * @param features the columns of the file in the order of the elements, the last axis varying
   *     fastest
   * @param classes how many classes there are, if int64s are the numbers of classes, else 0
   * @param mayMiss which may have no value; then it is NaN, among whole numbers 0
   */
  CsvNumbers(
      TensorType type, List<CsvFeature> features, long classes, Predicate<CsvFeature> mayMiss) {
    this.type = type;
    this.features = features;
    this.classes = classes;
    this.mayMiss = mayMiss;
    bytes = features.stream().mapToInt(CsvFeature::width).sum() * type.element().bytes();
    examplesPerBlock = Math.max(1, BLOCK_BYTES / Math.max(1, bytes));
  }

  @Override
  public void add(CsvRow row) {
    if (size == blocks.size() * examplesPerBlock) {
      blocks.add(ByteBuffer.allocate(examplesPerBlock * bytes));
    }
    ByteBuffer to = example(size);
    for (CsvFeature feature : features) {
      int place = feature.place();
      boolean missing = mayMiss.test(feature) && row.isMissing(place);
      if (!feature.categories().isEmpty()) {
        int category = missing ? -1 : row.category(place, feature.categories());
        for (int i = 0; i < feature.width(); i++) {
          put(to, i == category ? 1 : 0);
        }
      } else if (missing) {
        put(to, Double.NaN);
      } else {
        put(to, row, place);
      }
    }
    size++;
  }

  private void put(ByteBuffer to, CsvRow row, int place) {
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

  private void put(ByteBuffer to, double number) {
    switch (type.element()) {
      case FLOAT -> to.putFloat((float) number);
      case DOUBLE -> to.putDouble(number);
      case INT64 -> to.putLong((long) number);
      case INT32 -> to.putInt((int) number);
      case BOOL -> to.put((byte) number);
      default -> throw new IllegalStateException("no cells of " + type);
    }
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
