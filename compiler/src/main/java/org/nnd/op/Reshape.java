package org.nnd.op;

import static org.nnd.op.ShapeOf.lengths;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

/** The same elements in another shape; the second input holds the lengths. */
public record Reshape(Shape to) implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              Reshape.class,
              Sample.of(new Reshape(Shape.of(3, 4)), Sample.numbers(2, 6), Tensor.longs(3, 4)))
          .from(Reshape::read);

  /**
   * Reshapes; each free length must stand on the same axis in x, be the only one that doesn't, or
   * be one of x's.
   */
  public static Value reshape(Builder g, Value x, Shape to) {
    if (x.shape().equals(to)) {
      return x;
    }
    Value target =
        target(x.shape(), to)
            .map(sizes -> g.constant(Tensor.longs(sizes)))
            .orElseGet(() -> lengths(g, to, x));
    return g.apply(new Reshape(to), x, target);
  }

  /** The second input as numbers, if these can say it: 0 for a length of x, -1 for what is left. */
  public static Optional<long[]> target(Shape x, Shape to) {
    long[] sizes = new long[to.rank()];
    int moved = 0;
    for (int i = 0; i < sizes.length; i++) {
      Dim d = to.dim(i);
      boolean same = i < x.rank() && x.dim(i).equals(d);
      sizes[i] = d.known().orElse(same ? 0 : -1);
      moved += d instanceof Dim.Known || same ? 0 : 1;
    }
    return moved <= 1 ? Optional.of(sizes) : Optional.empty();
  }

  /** Reshapes to a shape whose free lengths another value has. */
  public static Value reshapeTo(Builder g, Value x, Shape to, Value like) {
    long free = to.dims().stream().filter(d -> d instanceof Dim.Named).count();
    return free <= 1 ? reshape(g, x, to) : g.apply(new Reshape(to), x, lengths(g, to, like));
  }

  /** Reshapes to the shape of another value. */
  public static Value reshapeLike(Builder g, Value x, Value like) {
    if (x.shape().equals(like.shape())) {
      return x;
    }
    return like.shape().size().isPresent()
        ? reshape(g, x, like.shape())
        : g.apply(new Reshape(like.shape()), x, shapeOf(g, like));
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<List<Formula>> target = n.formulas(1);
    boolean copies = n.is("allowzero", 0);
    if (!copies && target.map(t -> t.stream().anyMatch(f -> f.is(0))).orElse(true)) {
      return Optional.empty();
    }
    return target.isEmpty()
        ? n.declared(0).flatMap(y -> n.as(new Reshape(y.shape())))
        : target.flatMap(t -> resolved(n.shape(0), t, copies)).flatMap(to -> n.as(new Reshape(to)));
  }

  /** The lengths meant: 0 is x's own, -1 what is left. */
  private static Optional<Shape> resolved(Shape x, List<Formula> target, boolean copies) {
    List<Dim> to = new ArrayList<>();
    List<Dim> left = new ArrayList<>(x.dims());
    int open = -1;
    for (int i = 0; i < target.size(); i++) {
      Formula f = target.get(i);
      boolean rest = f.is(-1);
      if (rest && open >= 0) {
        throw new IllegalArgumentException("two lengths are left open in " + target);
      }
      open = rest ? i : open;
      to.add(rest ? Dim.of(1) : f.is(0) && copies ? x.dim(i) : f.dim());
    }
    if (open >= 0) {
      List<Dim> others = new ArrayList<>(to);
      others.removeIf(left::remove);
      Formula all = Formula.of(new Shape(left).elements());
      Optional<Formula> rest = all.over(Formula.of(new Shape(others).elements()));
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      to.set(open, rest.get().dim());
    }
    return Optional.of(new Shape(to));
  }

  @Override
  public Reshape with(Lengths lengths) {
    return new Reshape(lengths.of(to));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    var known = in.get(0).shape().size();
    if (known.isPresent() && to.size().isPresent() && !known.equals(to.size())) {
      throw new IllegalArgumentException(in.get(0) + " can't be reshaped to " + to);
    }
    return List.of(in.get(0).shaped(to));
  }

  @Override
  public boolean isIdentity(List<TensorType> in) {
    return in.get(0).shape().equals(to);
  }

  /** A free length that is taken from the same axis must stand there before the first one too. */
  @Override
  public Optional<Op> after(Op other, List<TensorType> in) {
    return other instanceof Reshape first
            && IntStream.range(0, to.rank())
                .filter(i -> to.dim(i).known().isEmpty() && isAt(first.to, i))
                .allMatch(i -> isAt(in.get(0).shape(), i))
        ? Optional.of(this)
        : Optional.empty();
  }

  private boolean isAt(Shape other, int axis) {
    return axis < other.rank() && other.dim(axis).equals(to.dim(axis));
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return Gradients.of(reshapeLike(v.g(), v.dy(), v.x(0)), null);
  }
}
