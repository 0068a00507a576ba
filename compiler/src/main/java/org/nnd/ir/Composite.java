package org.nnd.ir;

import java.util.List;

/**
 * An op that ONNX hasn't: a graph holds what it is made of, the reverse walk sees the whole, whose
 * gradient takes fewer steps than its parts' would.
 */
public interface Composite extends Op {

  /** Writes it as other ops; the results have the types that {@link #infer} told. */
  List<Value> compose(Builder g, List<Value> in);
}
