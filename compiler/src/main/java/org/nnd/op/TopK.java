package org.nnd.op;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** The k largest elements along an axis and their indices; of equals the first comes first. */
public record TopK(int axis, long k) implements Op {
  static final OpEntry ENTRY = OpEntry.notDifferentiable(TopK.class, "stands in metrics only");

  /** The indices alone. */
  public static Value indicesOfLargest(Builder g, int axis, long k, Value x) {
    return g.node(new TopK(axis, k), List.of(x)).outputs().get(1);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    TensorType values = in.get(0).shaped(in.get(0).shape().with(axis, Dim.of(k)));
    return List.of(values, values.of(ElementType.INT64));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Tensor> constants() {
    return List.of(Tensor.longs(k));
  }

  @Override
  public int requiredOutputs() {
    return 2;
  }
}
