package org.nnd.data;

import java.nio.ByteBuffer;
import org.nnd.ir.TensorType;

/** One named column: for each example a tensor of the same type. */
public interface Column {

  /** The type of one example: no batch axis, all lengths known. */
  TensorType type();

  /** The number of examples. */
  int size();

  /** Appends the numbers of one example at the buffer's position, in the buffer's byte order. */
  void write(int example, ByteBuffer to);
}
