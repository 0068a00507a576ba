package org.nnd.op;

import static org.nnd.op.Expand.expandLike;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * x with updates [..., rest] put, or added, at the places that indices [..., k] name: a place in
 * the first k axes, the rest of x's axes behind it.
 */
public record ScatterNd(boolean add) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(ScatterNd.class, sample(false), sample(true)).from("ScatterND", ScatterNd::read);

  private static Sample sample(boolean add) {
    return Sample.of(
        new ScatterNd(add),
        Sample.numbers(3, 2, 2),
        Tensor.of(ElementType.INT64, Shape.of(2, 2), 2, 0, 0, 1),
        Sample.numbers(2, 2));
  }

  static Value scatterAdd(Builder g, Value x, Value indices, Value updates) {
    return g.apply(new ScatterNd(true), x, indices, updates);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    String reduction = n.text("reduction", "none");
    boolean add = reduction.equals("add");
    return add || reduction.equals("none") ? n.as(new ScatterNd(add)) : Optional.empty();
  }

  /** The shape of what indices name in x. */
  static Shape taken(Shape x, Shape indices) {
    int places = Math.toIntExact(indices.last().known().orElseThrow());
    return indices.slice(0, indices.rank() - 1).then(x.from(places));
  }

  @Override
  public String name() {
    return "ScatterND";
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (!in.get(2).shape().equals(taken(in.get(0).shape(), in.get(1).shape()))) {
      throw new IllegalArgumentException("scatter of " + in);
    }
    return List.of(in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("reduction", add ? "add" : "none");
  }

  /** What was put over gets nothing. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value none = expandLike(g, g.constant(0, v.x(2)), v.x(2));
    Value dx = add ? v.dy() : g.apply(this, v.dy(), v.x(1), none);
    return Gradients.of(dx, null, g.apply(new GatherNd(), v.dy(), v.x(1)));
  }
}
