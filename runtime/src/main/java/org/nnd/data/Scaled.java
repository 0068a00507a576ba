package org.nnd.data;

import java.nio.ByteBuffer;
import java.util.List;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** A column whose numbers are scaled, each element in its own way. */
record Scaled(Column of, List<Scaling> scalings) implements Column {

  @Override
  public TensorType type() {
    return of.type();
  }

  @Override
  public int size() {
    return of.size();
  }

  @Override
  public void write(int example, ByteBuffer to) {
    int bytes = type().element().bytes();
    int start = to.position();
    of.write(example, to);
    for (int i = 0; i < scalings.size(); i++) {
      int at = start + i * bytes;
      if (type().element() == ElementType.FLOAT) {
        to.putFloat(at, (float) scalings.get(i).apply(to.getFloat(at)));
      } else {
        to.putDouble(at, scalings.get(i).apply(to.getDouble(at)));
      }
    }
  }
}
