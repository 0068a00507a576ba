package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** x with the updates put, or added, at the indices along an axis. */
public record ScatterElements(int axis, boolean add) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ScatterElements.class, "stands in gradients and metrics only")
          .from(ScatterElements::read);

  public static Value scatterElements(
      Builder g, int axis, boolean add, Value x, Value indices, Value updates) {
    return g.apply(new ScatterElements(axis, add), x, indices, updates);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    String reduction = n.text("reduction", "none");
    boolean add = reduction.equals("add");
    return add || reduction.equals("none")
        ? n.as(new ScatterElements(n.axis("axis", 0), add))
        : Optional.empty();
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
