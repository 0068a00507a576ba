package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** The examples of an array, converted as they are written. */
record NpyColumn(NpyArray array, TensorType type) implements Column {

  @Override
  public int size() {
    return array.size();
  }

  @Override
  public void write(int example, ByteBuffer to) {
    NpyElement element = array.header().element();
    array.forEach(
        example,
        (block, at) -> {
          switch (type.element()) {
            case FLOAT -> to.putFloat((float) element.real(block, at));
            case DOUBLE -> to.putDouble(element.real(block, at));
            case INT32 -> to.putInt((int) element.whole(block, at));
            case INT64 -> to.putLong(element.whole(block, at));
            case BOOL -> to.put((byte) element.whole(block, at));
            default -> throw new IllegalStateException("no numbers of " + type);
          }
        });
  }

  /** Whether an element type can hold what an array holds. */
  static boolean fits(ElementType to, NpyElement from) {
    return switch (to) {
      case FLOAT, DOUBLE -> true;
      case INT64 -> from.whole();
      case INT32 -> from.whole() && from.bytes() <= 4 && from != NpyElement.UINT32;
      case BOOL -> from == NpyElement.BOOL;
      default -> false;
    };
  }
}
