package org.nnd.op;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** What sums and means over axes have in common. */
public interface Reduction extends Op {
  /** The axes that go; none means all. */
  List<Integer> axes();

  /** Whether they stay, with length 1. */
  boolean keep();

  /** What a node is read as whose axes are known. */
  static Optional<OnnxNode.Reading> read(
      OnnxNode n, BiFunction<List<Integer>, Boolean, Reduction> op) {
    Optional<List<Long>> told = n.has(1) ? n.longs(1) : Optional.of(List.of());
    boolean keep = n.integer("keepdims", 1) != 0;
    boolean nothing = n.integer("noop_with_empty_axes", 0) != 0;
    return told.filter(axes -> !nothing || !axes.isEmpty())
        .map(axes -> axes.stream().map(a -> n.shape(0).axis(a.intValue())).toList())
        .flatMap(axes -> n.as(op.apply(axes, keep), 0));
  }

  @Override
  default List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).shaped(reduced(in.get(0).shape(), keep())));
  }

  private Shape reduced(Shape x, boolean kept) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      boolean gone = axes().isEmpty() || axes().contains(i);
      if (!gone || kept) {
        dims.add(gone ? Dim.of(1) : x.dim(i));
      }
    }
    return new Shape(dims);
  }

  /** The gradient of the result, given to every element that went into it. */
  default Value spread(Builder g, Value dy, Value x) {
    return expandLike(g, reshape(g, dy, reduced(x.shape(), true)), x);
  }

  /** The gradient of a largest or smallest element, given to all that are equal to it. */
  default Value toChosen(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Value chosen = cast(g, equal(g, x, reshape(g, v.y(0), reduced(x.shape(), true))), x.element());
    Value share = div(g, chosen, reduceSum(g, chosen, axes(), true));
    return mul(g, spread(g, v.dy(), x), share);
  }

  @Override
  default Map<String, Object> attributes() {
    return Map.of("keepdims", keep() ? 1L : 0L);
  }

  @Override
  default List<Tensor> constants() {
    return axes().isEmpty()
        ? List.of()
        : List.of(Tensor.longs(axes().stream().mapToLong(a -> a).toArray()));
  }
}
