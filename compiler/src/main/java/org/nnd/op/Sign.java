package org.nnd.op;

/** y = -1, 0 or 1. */
public record Sign() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Sign.class, "piecewise constant").from(n -> n.as(new Sign()));
}
