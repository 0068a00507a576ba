package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/**
 * Windows of a row of tokens: example i has the tokens from {@code offset + i · stride} on.
 *
 * @param type int64 or int32, one axis with the length of a window, or a single token
 * @param shift where the numbers start within a window, 1 for the labels of a language model
 * @param seed if windows are moved from epoch to epoch by less than a stride, of how far
 */
record Windows(
    int[] tokens, TensorType type, int size, int stride, int offset, int shift, Optional<Long> seed)
    implements Column {

  @Override
  public void write(int example, ByteBuffer to) {
    int from = offset + example * stride + shift;
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
    int moved =
        seed.map(s -> new SplittableRandom(s * 1_000_003 + epoch).nextInt(stride)).orElse(0);
    return new Windows(tokens, type, size, stride, moved, shift, seed);
  }
}
