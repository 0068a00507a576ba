package org.nnd.op;

/** True where both hold. Shapes broadcast as in NumPy. */
public record And() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(And.class, "gives true or false").from(n -> n.as(new And()));
}
