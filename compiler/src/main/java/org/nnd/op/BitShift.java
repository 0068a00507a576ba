package org.nnd.op;

import java.util.Map;

/** y = a shifted right by b bits. Shapes broadcast as in NumPy. */
public record BitShift() implements Broadcasting {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(BitShift.class, "works on bits");

  @Override
  public Map<String, Object> attributes() {
    return Map.of("direction", "RIGHT");
  }
}
