package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/**
 * Windows of a row of tokens.
 *
 * @param type int64 or int32, one axis with the length of a window, or a single token
 * @param shift where the numbers start, counted from a window's place: 1 for the labels of a
 *     language model, and more where windows are moved
 */
record Windows(int[] tokens, TensorType type, Places places, int shift) implements Column {

  @Override
  public int size() {
    return places.size();
  }

  @Override
  public void write(int example, ByteBuffer to) {
    int from = places.of(example) + shift;
    long length = type.shape().size().orElseThrow();
    for (int i = from; i < from + length; i++) {
      if (type.element() == ElementType.INT32) {
        to.putInt(tokens[i]);
      } else {
        to.putLong(tokens[i]);
      }
    }
  }

  @Override
  public Column epoch(int epoch) {
    return new Windows(tokens, type, places, shift + places.moved(epoch));
  }
}
