package org.nnd.op;

import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.ScatterElements.scatterElements;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The k largest elements along an axis and their indices; of equals the first comes first. */
public record TopK(int axis, long k) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(TopK.class, Sample.of(new TopK(1, 2), Sample.numbers(2, 5))).from(TopK::read);

  /** The indices alone. */
  public static Value indicesOfLargest(Builder g, int axis, long k, Value x) {
    return g.node(new TopK(axis, k), List.of(x)).outputs().get(1);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<List<Long>> k = n.longs(1);
    return k.isPresent() && n.is("largest", 1) && n.is("sorted", 1)
        ? n.as(new TopK(n.axis("axis", -1), k.get().get(0)), 0)
        : Optional.empty();
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

  /** Back to where the values were. */
  @Override
  public List<Value> vjp(Vjp v) {
    Value zeros = expandLike(v.g(), v.g().constant(0, v.x(0)), v.x(0));
    return List.of(scatterElements(v.g(), axis, false, zeros, v.y(1), v.dy()));
  }
}
