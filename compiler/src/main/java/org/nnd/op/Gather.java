package org.nnd.op;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.ScatterNd.scatterAdd;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y[i, ...] = x[index[i], ...], for indices of any shape. */
public record Gather() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Gather.class,
              Sample.of(new Gather(), Sample.numbers(3, 2), Tensor.longs(2, 0, 2, 2)),
              Sample.of(
                  new Gather(),
                  Sample.numbers(3, 2, 2),
                  Tensor.of(ElementType.INT32, Shape.of(2, 2), 0, 1, 1, 0)))
          .from(n -> n.axis("axis", 0) == 0 ? n.as(new Gather()) : Optional.empty());

  public static Value gather(Builder g, Value x, Value indices) {
    return g.apply(new Gather(), x, indices);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).shaped(in.get(1).shape().then(in.get(0).shape().from(1))));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Shape taken = Shape.of(v.x(1).shape().elements());
    Value rows = reshape(g, cast(g, v.x(1), ElementType.INT64), taken.then(Shape.of(Dim.of(1))));
    Value updates = reshape(g, v.dy(), taken.then(x.shape().from(1)));
    Value zeros = expandLike(g, g.constant(0, x), x);
    return Gradients.of(scatterAdd(g, zeros, rows, updates), null);
  }
}
