package org.nnd.layer;

import static org.nnd.op.Transpose.transpose;

import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** How sequences and states lie inside a recurrent layer; outside, the examples come first. */
enum Layout {
  /** Steps [T, N, I] and states [D, N, hidden], as ONNX's own operators want them. */
  ROWS(1, 0, 2),

  /**
   * Steps [T, I, N] and states [D, hidden, N]. Weights stand on the left of their products, R h,
   * and are read there as they lie; on the right, a few examples high, ONNX Runtime would pack them
   * anew at every step.
   */
  COLUMNS(1, 2, 0);

  private final Integer[] order;

  Layout(Integer... order) {
    this.order = order;
  }

  /** [N, A, B], where A are steps or directions, in this layout. */
  Value into(Builder g, Value x) {
    return transpose(g, x, order);
  }

  /** What {@link #into} began with. */
  Value outOf(Builder g, Value x) {
    return this == ROWS ? transpose(g, x, 1, 0, 2) : transpose(g, x, 2, 0, 1);
  }
}
