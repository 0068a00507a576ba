package org.nnd.op;

import static org.nnd.op.Split.splitLike;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** The inputs one behind the other along an axis. */
public record Concat(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Concat.class,
              Sample.of(
                  new Concat(1), Sample.numbers(2, 3), Sample.numbers(2, 1), Sample.numbers(2, 2)))
          .from(n -> n.as(new Concat(n.axis("axis", 0))));

  public static Value concat(Builder g, int axis, List<Value> parts) {
    return parts.size() == 1 ? parts.get(0) : g.node(new Concat(axis), parts).output();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Dim sum = in.get(0).shape().dim(axis);
    for (TensorType t : in.subList(1, in.size())) {
      sum = sum.plus(t.shape().dim(axis));
      if (!t.shape().with(axis, Dim.of(0)).equals(in.get(0).shape().with(axis, Dim.of(0)))) {
        throw new IllegalArgumentException("concat of " + in);
      }
    }
    return List.of(in.get(0).shaped(in.get(0).shape().with(axis, sum)));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return splitLike(v.g(), axis, v.node().inputs(), v.dy());
  }
}
