package org.nnd.op;

import java.util.Map;
import java.util.Optional;

/** y = a shifted right by b bits. Shapes broadcast as in NumPy. */
public record BitShift() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(BitShift.class, "works on bits")
          .from(
              n ->
                  n.text("direction", "").equals("RIGHT")
                      ? n.as(new BitShift())
                      : Optional.empty());

  @Override
  public Map<String, Object> attributes() {
    return Map.of("direction", "RIGHT");
  }
}
