package org.nnd.op;

/** y = a xor b, bit by bit. Shapes broadcast as in NumPy. */
public record BitwiseXor() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(BitwiseXor.class, "works on bits")
          .from(n -> n.as(new BitwiseXor()));
}
