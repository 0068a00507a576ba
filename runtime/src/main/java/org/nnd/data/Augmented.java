package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nnd.image.Change;
import org.nnd.image.Picture;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.train.Augmentation;

/**
 * Images that every epoch changes at random, as seed, epoch and example decide; outside of epochs
 * they are as they are.
 *
 * @param epoch from 1; 0 outside of epochs
 */
public record Augmented(Column of, List<Change> changes, long seed, int epoch) implements Column {
  /** Any odd number that is far from the one by which SplittableRandom steps. */
  private static final long SPREAD = 0xD1342543DE82EF95L;

  /**
   * The examples with their images changed.
   *
   * @throws NndException if no column holds images (NND0486)
   */
  public static Dataset of(Dataset data, List<Augmentation> augment, long seed) {
    List<Change> changes = augment.stream().map(Change::new).toList();
    Map<String, Column> columns = new LinkedHashMap<>();
    data.columns()
        .forEach(
            (name, column) ->
                columns.put(
                    name,
                    !name.equals(Dataset.LABEL) && isImage(column.type())
                        ? new Augmented(column, changes, seed, 0)
                        : column));
    if (columns.values().stream().noneMatch(c -> c instanceof Augmented)) {
      throw new NndException(
          Diagnostic.of("NND0486", "augment changes images, but no input is one")
              .help("an image is float[channels, height, width]"));
    }
    return data.with(columns);
  }

  private static boolean isImage(TensorType type) {
    return type.shape().rank() == 3
        && type.shape().size().isPresent()
        && (type.element() == ElementType.FLOAT || type.element() == ElementType.DOUBLE);
  }

  @Override
  public TensorType type() {
    return of.type();
  }

  @Override
  public int size() {
    return of.size();
  }

  @Override
  public Column epoch(int number) {
    return new Augmented(of.epoch(number), changes, seed, number);
  }

  @Override
  public void write(int example, ByteBuffer to) {
    int start = to.position();
    of.write(example, to);
    if (epoch == 0) {
      return;
    }
    long[] sizes = type().shape().sizes();
    boolean single = type().element() == ElementType.FLOAT;
    int bytes = type().element().bytes();
    float[] values = new float[(to.position() - start) / bytes];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? to.getFloat(start + i * bytes) : (float) to.getDouble(start + i * bytes);
    }
    Picture picture = new Picture((int) sizes[0], (int) sizes[1], (int) sizes[2], values);
    SplittableRandom random = new SplittableRandom((seed * 1_000_003 + epoch) * SPREAD + example);
    for (Change change : changes) {
      picture = change.apply(picture, random);
    }
    to.position(start);
    for (float x : picture.values()) {
      if (single) {
        to.putFloat(x);
      } else {
        to.putDouble(x);
      }
    }
  }
}
