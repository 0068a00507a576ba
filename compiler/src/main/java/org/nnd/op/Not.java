package org.nnd.op;

/** True where x is false. */
public record Not() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(Not.class, "gives true or false").from(n -> n.as(new Not()));
}
