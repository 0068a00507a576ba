package org.nnd.op;

import org.nnd.ir.Builder;
import org.nnd.ir.Shape;
import org.nnd.ir.Value;

/** One way of writing a gradient of a convolution. */
interface ConvGradient {

  /** Whether it can be used. */
  boolean applies(Conv op, Shape x, Shape w);

  /** Writes it. */
  Value of(Builder g, Conv op, Value x, Value w, Value dy);
}
