package org.nnd.op;

import static org.nnd.op.ShapeOf.lengths;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.List;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Formula;
import org.nnd.ir.Lengths;
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
              Sample.of(new Expand(Shape.of(2, 4, 3)), Sample.numbers(4, 1), Tensor.longs(2, 4, 3)))
          .from(Expand::read);

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

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<Shape> told = n.formulas(1).map(f -> new Shape(f.stream().map(Formula::dim).toList()));
    return told.map(s -> n.shape(0).broadcast(s))
        .or(() -> n.declared(0).map(TensorType::shape))
        .flatMap(to -> n.as(new Expand(to)));
  }

  /** The second input as numbers, if these can say it: 1 for a length that x has anyway. */
  public static Optional<long[]> target(Shape x, Shape to) {
    long[] sizes = new long[to.rank()];
    int more = to.rank() - x.rank();
    for (int i = 0; i < sizes.length; i++) {
      boolean has = i >= more && x.dim(i - more).equals(to.dim(i));
      if (!has && to.dim(i) instanceof Dim.Named) {
        return Optional.empty();
      }
      sizes[i] = to.dim(i).known().orElse(1);
    }
    return Optional.of(sizes);
  }

  @Override
  public Expand with(Lengths lengths) {
    return new Expand(lengths.of(to));
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
