package org.nnd.op;

import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.ScatterElements.scatterElements;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y[i, j] = x[i, index[i, j]], here for axis 1: the elements of x at indices along an axis. */
public record GatherElements(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              GatherElements.class,
              Sample.of(new GatherElements(0), Sample.numbers(3), Tensor.longs(2, 0, 2, 1, 2)),
              Sample.of(
                  new GatherElements(1),
                  Sample.numbers(2, 3),
                  Tensor.of(ElementType.INT64, Shape.of(2, 1), 2, 0)))
          .from(n -> n.as(new GatherElements(n.axis("axis", 0))));

  public static Value gatherElements(Builder g, int axis, Value x, Value index) {
    return g.apply(new GatherElements(axis), x, index);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (in.get(0).shape().rank() != in.get(1).shape().rank()) {
      throw new IllegalArgumentException("gather of " + in);
    }
    return List.of(in.get(0).shaped(in.get(1).shape()));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Value zeros = expandLike(v.g(), v.g().constant(0, v.x(0)), v.x(0));
    return Gradients.of(scatterElements(v.g(), axis, true, zeros, v.x(1), v.dy()), null);
  }
}
