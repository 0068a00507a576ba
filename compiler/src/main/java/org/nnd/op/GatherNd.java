package org.nnd.op;

import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.ScatterNd.scatterAdd;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y[..., :] = x[index[..., 0], index[..., 1], ..., :]. */
public record GatherNd() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              GatherNd.class,
              Sample.of(
                  new GatherNd(),
                  Sample.numbers(3, 2, 2),
                  Tensor.of(ElementType.INT64, Shape.of(3, 2), 0, 1, 2, 0, 0, 1)),
              Sample.of(
                  new GatherNd(),
                  Sample.numbers(3, 2),
                  Tensor.of(ElementType.INT64, Shape.of(2, 2, 1), 0, 1, 2, 0)))
          .from("GatherND", n -> n.is("batch_dims", 0) ? n.as(new GatherNd()) : Optional.empty());

  @Override
  public String name() {
    return "GatherND";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).shaped(ScatterNd.taken(in.get(0).shape(), in.get(1).shape())));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value zeros = expandLike(g, g.constant(0, v.x(0)), v.x(0));
    return Gradients.of(scatterAdd(g, zeros, v.x(1), v.dy()), null);
  }
}
