package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** x with the updates put, or added, at the indices along an axis. */
public record ScatterElements(int axis, boolean add) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ScatterElements.class, "stands in gradients and metrics only");

  public static Value scatterElements(
      Builder g, int axis, boolean add, Value x, Value indices, Value updates) {
    return g.apply(new ScatterElements(axis, add), x, indices, updates);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (!in.get(1).shape().equals(in.get(2).shape())) {
      throw new IllegalArgumentException("scatter of " + in);
    }
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis, "reduction", add ? "add" : "none");
  }
}
