package org.nnd.op;

import static org.nnd.op.Concat.concat;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.ShapeOf.shapeOf;

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

/**
 * Parts of x of the sizes given along an axis; the undoing of {@link Concat}. The second input
 * holds the sizes.
 */
public record Split(int axis, List<Dim> sizes) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
          Split.class,
          Sample.of(
              new Split(1, List.of(Dim.of(2), Dim.of(3))),
              Sample.numbers(2, 5),
              Tensor.longs(2, 3)));

  public Split {
    sizes = List.copyOf(sizes);
  }

  public static List<Value> split(Builder g, int axis, List<Long> sizes, Value x) {
    Value lengths = g.constant(Tensor.longs(sizes.stream().mapToLong(s -> s).toArray()));
    Split split = new Split(axis, sizes.stream().map(Dim::of).toList());
    return g.node(split, List.of(x, lengths)).outputs();
  }

  /** Splits into parts as long as some values are. */
  static List<Value> splitLike(Builder g, int axis, List<Value> parts, Value x) {
    List<Dim> sizes = parts.stream().map(p -> p.shape().dim(axis)).toList();
    if (sizes.stream().allMatch(d -> d instanceof Dim.Known)) {
      return split(g, axis, sizes.stream().map(d -> d.known().orElseThrow()).toList(), x);
    }
    List<Value> lengths = parts.stream().map(p -> shapeOf(g, p, axis, axis + 1)).toList();
    return g.node(new Split(axis, sizes), List.of(x, concat(g, 0, lengths))).outputs();
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    Dim sum = sizes.stream().reduce(Dim::plus).orElseThrow();
    if (!x.dim(axis).equals(sum)) {
      throw new IllegalArgumentException(x + " can't be split into " + sizes);
    }
    return sizes.stream().map(s -> in.get(0).shaped(x.with(axis, s))).toList();
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("axis", (long) axis);
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
    return Gradients.of(concat(g, axis, parts), null);
  }
}
