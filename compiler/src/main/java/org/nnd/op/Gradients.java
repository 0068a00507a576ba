package org.nnd.op;

import java.util.Arrays;
import java.util.List;
import org.nnd.ir.Value;

/** Lists of gradients, which may have holes. */
final class Gradients {
  /** That of an op of one input whose slope is 0 wherever it has one. */
  static final List<Value> NONE = of((Value) null);

  private Gradients() {}

  /** A list that, other than {@link List#of}, may hold null: no gradient for that input. */
  static List<Value> of(Value... gradients) {
    return Arrays.asList(gradients);
  }
}
