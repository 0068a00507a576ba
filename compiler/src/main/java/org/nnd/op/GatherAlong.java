package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** y[..., i, ...] = x[..., index[i], ...] along an axis, a list of indices for it. */
public record GatherAlong(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.notDifferentiable(GatherAlong.class, "stands in gradients only");

  static Value gatherAlong(Builder g, int axis, Value x, long... indices) {
    return g.apply(new GatherAlong(axis), x, g.constant(Tensor.longs(indices)));
  }

  @Override
  public String name() {
    return "Gather";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Dim indices = in.get(1).shape().elements();
    return List.of(in.get(0).shaped(in.get(0).shape().with(axis, indices)));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }
}
