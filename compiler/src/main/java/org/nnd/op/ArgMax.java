package org.nnd.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** The index of the largest element along an axis, which goes; the first of equals. */
public record ArgMax(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(ArgMax.class, "gives whole numbers")
          .from(
              n ->
                  n.integer("keepdims", 1) == 0 && n.is("select_last_index", 0)
                      ? n.as(new ArgMax(n.axis("axis", 0)))
                      : Optional.empty());

  public static Value argMax(Builder g, int axis, Value x) {
    return g.apply(new ArgMax(axis), x);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    return List.of(new TensorType(ElementType.INT64, x.slice(0, axis).then(x.from(axis + 1))));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis, "keepdims", 0L);
  }
}
