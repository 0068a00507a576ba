package org.nnd.op;

/** True where one holds. Shapes broadcast as in NumPy. */
public record Or() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Or.class, "gives true or false").from(n -> n.as(new Or()));
}
