package org.nnd.op;

import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandLike;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** Parts of x of the sizes given along an axis; the undoing of {@link Concat}. */
public record Split(int axis, List<Long> sizes) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(Split.class, Sample.of(new Split(1, List.of(2L, 3L)), Sample.numbers(2, 5)));

  public Split {
    sizes = List.copyOf(sizes);
  }

  public static List<Value> split(Builder g, int axis, List<Long> sizes, Value x) {
    return g.node(new Split(axis, sizes), List.of(x)).outputs();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    if (!x.dim(axis).is(sizes.stream().mapToLong(s -> s).sum())) {
      throw new IllegalArgumentException(x + " can't be split into " + sizes);
    }
    return sizes.stream().map(s -> in.get(0).shaped(x.with(axis, Dim.of(s)))).toList();
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
  }

  @Override
  public List<Tensor> constants() {
    return List.of(Tensor.longs(sizes.stream().mapToLong(s -> s).toArray()));
  }

  @Override
  public int requiredOutputs() {
    return sizes.size();
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      parts.add(v.dy(i) != null ? v.dy(i) : expandLike(g, g.constant(0, v.x(0)), v.y(i)));
    }
    return List.of(concat(g, axis, parts));
  }
}
