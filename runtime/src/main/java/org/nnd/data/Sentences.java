package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/**
 * Texts of different lengths as tokens, filled up with zeros behind them.
 *
 * @param type one axis of int64 or int32; where its length is known, all have it
 * @param least the shortest that an example is, where its length is free
 */
record Sentences(int[][] tokens, TensorType type, int least) implements Column {

  @Override
  public int size() {
    return tokens.length;
  }

  @Override
  public int length(int example) {
    return (int) type.shape().size().orElse(Math.max(least, tokens[example].length));
  }

  @Override
  public void write(int example, ByteBuffer to) {
    int[] words = tokens[example];
    for (int i = 0; i < length(example); i++) {
      int token = i < words.length ? words[i] : 0;
      if (type.element() == ElementType.INT32) {
        to.putInt(token);
      } else {
        to.putLong(token);
      }
    }
  }
}
