package org.nnd.ir;

import java.util.List;

/** An op for tests: takes vectors of one length, gives as many of half that length. */
record Halves() implements Op {
  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    for (TensorType t : inputs) {
      if (!t.equals(inputs.get(0)) || t.shape().rank() != 1) {
        throw new IllegalArgumentException("Halves can't take " + inputs);
      }
    }
    return inputs.stream().map(t -> t.shaped(Shape.of(t.shape().last().floorDiv(2)))).toList();
  }
}
