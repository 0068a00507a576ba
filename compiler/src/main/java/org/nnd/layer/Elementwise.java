package org.nnd.layer;

import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

/** A layer that works on each number by itself. */
interface Elementwise extends OneToOne {
  @Override
  default Shape shape(TensorType x) {
    return x.shape();
  }
}
