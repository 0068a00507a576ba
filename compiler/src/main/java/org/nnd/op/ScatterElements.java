package org.nnd.op;

import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.GatherElements.gatherElements;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** x with the updates put, or added, at the indices along an axis. */
public record ScatterElements(int axis, boolean add) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(ScatterElements.class, sample(false), sample(true)).from(ScatterElements::read);

  private static Sample sample(boolean add) {
    return Sample.of(
        new ScatterElements(1, add),
        Sample.numbers(2, 4),
        Tensor.of(ElementType.INT64, Shape.of(2, 2), 2, 0, 3, 1),
        Sample.numbers(2, 2));
  }

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

  /** What was put over gets nothing. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value none = expandLike(g, g.constant(0, v.x(2)), v.x(2));
    Value dx = add ? v.dy() : scatterElements(g, axis, false, v.dy(), v.x(1), none);
    return Gradients.of(dx, null, gatherElements(g, axis, v.dy(), v.x(1)));
  }
}
