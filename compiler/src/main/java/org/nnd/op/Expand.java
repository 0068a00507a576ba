package org.nnd.op;

import static org.nnd.op.ShapeOf.lengths;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** x broadcast to a larger shape; the second input holds the lengths. */
public record Expand(Shape to) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
          Expand.class,
          Sample.of(new Expand(Shape.of(2, 4, 3)), Sample.numbers(4, 1), Tensor.longs(2, 4, 3)));

  /** Broadcasts to the shape of another value. */
  public static Value expandLike(Builder g, Value x, Value like) {
    return x.shape().equals(like.shape())
        ? x
        : g.apply(new Expand(like.shape()), x, shapeOf(g, like));
  }

  /** Broadcasts to a shape whose free lengths another value has. */
  public static Value expandTo(Builder g, Value x, Shape to, Value like) {
    return g.apply(new Expand(to), x, lengths(g, to, like));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (!in.get(0).shape().broadcast(to).equals(to)) {
      throw new IllegalArgumentException(in.get(0) + " can't be expanded to " + to);
    }
    return List.of(in.get(0).shaped(to));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return Gradients.of(v.dy(), null);
  }
}
