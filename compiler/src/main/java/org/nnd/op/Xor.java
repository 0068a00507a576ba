package org.nnd.op;

/** True where just one holds. Shapes broadcast as in NumPy. */
public record Xor() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Xor.class, "gives true or false").from(n -> n.as(new Xor()));
}
