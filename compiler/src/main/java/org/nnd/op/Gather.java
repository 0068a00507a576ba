package org.nnd.op;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.ScatterNd.scatterAdd;
import static org.nnd.op.Transpose.transpose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y[..., i, ...] = x[..., index[i], ...] along an axis, for indices of any shape. */
public record Gather(int axis) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Gather.class,
              Sample.of(new Gather(0), Sample.numbers(3, 2), Tensor.longs(2, 0, 2, 2)),
              Sample.of(
                  new Gather(0),
                  Sample.numbers(3, 2, 2),
                  Tensor.of(ElementType.INT32, Shape.of(2, 2), 0, 1, 1, 0)),
              Sample.of(new Gather(1), Sample.numbers(2, 3, 2), Tensor.scalar(-1)),
              Sample.of(
                  new Gather(2),
                  Sample.numbers(2, 2, 3),
                  Tensor.of(ElementType.INT64, Shape.of(2, 2), 0, 1, 1, 2)))
          .from(n -> n.as(new Gather(n.axis("axis", 0))));

  /** Along the first axis. */
  public static Value gather(Builder g, Value x, Value indices) {
    return g.apply(new Gather(0), x, indices);
  }

  /** Along any axis, at indices that are known when compiling. */
  static Value gather(Builder g, int axis, Value x, long... indices) {
    return g.apply(new Gather(axis), x, g.constant(Tensor.longs(indices)));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    return List.of(
        in.get(0).shaped(x.slice(0, axis).then(in.get(1).shape()).then(x.from(axis + 1))));
  }

  @Override
  public Map<String, Object> attributes() {
    return axis == 0 ? Map.of() : Map.of("axis", (long) axis);
  }

  /** Rows are added up where they came from, the axis being the first one meanwhile. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    int places = v.x(1).shape().rank();
    Shape one = Shape.of(v.x(1).shape().elements());
    Value rows = reshape(g, cast(g, v.x(1), ElementType.INT64), one.then(Shape.of(Dim.of(1))));
    Value dy = moved(g, v.dy(), axis, places, 0);
    Value like = moved(g, x, axis, 1, 0);
    Value updates = reshape(g, dy, one.then(like.shape().from(1)));
    Value zeros = expandLike(g, g.constant(0, x), like);
    Value sum = scatterAdd(g, zeros, rows, updates);
    return Gradients.of(moved(g, sum, 0, 1, axis), null);
  }

  /** Axes moved to another place among the others. */
  private static Value moved(Builder g, Value x, int from, int count, int to) {
    if (from == to) {
      return x;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
    List<Integer> block = order.subList(from, from + count);
    List<Integer> taken = List.copyOf(block);
    block.clear();
    order.addAll(to, taken);
    return transpose(g, x, order.toArray(new Integer[0]));
  }
}
