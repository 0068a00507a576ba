package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Flip.flip;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Slice.END;
import static org.nnd.op.Slice.slice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Lengths;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * x with elements put in before and behind each axis; the second input holds how many, the third,
 * which may be left out, the number that a constant padding is made of.
 *
 * @param mode what is put in
 * @param before how many before the start of each axis
 * @param after how many behind the end of each axis
 * @param to the shape that this makes
 */
public record Pad(Mode mode, List<Long> before, List<Long> after, Shape to) implements Op {

  /** What is put in: a number, the elements next to the edge mirrored at it, or the edge itself. */
  public enum Mode {
    CONSTANT,
    REFLECT,
    EDGE
  }

  static final OpEntry ENTRY =
      OpEntry.of(
              Pad.class,
              sample(Mode.CONSTANT, List.of(0L, 2L, 0L), List.of(1L, 0L, 0L)),
              sample(Mode.REFLECT, List.of(0L, 2L, 1L), List.of(0L, 1L, 0L)),
              sample(Mode.EDGE, List.of(0L, 2L, 0L), List.of(0L, 1L, 3L)))
          .from(Pad::read);

  private static Sample sample(Mode mode, List<Long> before, List<Long> after) {
    Shape x = Shape.of(2, 3, 2);
    Pad op = new Pad(mode, before, after, wider(x, before, after));
    return Sample.of(op, Sample.numbers(x.sizes()), op.amounts());
  }

  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Puts zeros around x, which gives it a shape. */
  static Value pad(Builder g, List<Long> before, List<Long> after, Shape to, Value x) {
    Pad op = new Pad(Mode.CONSTANT, before, after, to);
    return g.apply(op, x, g.constant(op.amounts()));
  }

  /** Puts a number around x. */
  public static Value pad(
      Builder g, Mode mode, List<Long> before, List<Long> after, double value, Value x) {
    Pad op = new Pad(mode, before, after, wider(x.shape(), before, after));
    Value amounts = g.constant(op.amounts());
    return value == 0 ? g.apply(op, x, amounts) : g.apply(op, x, amounts, g.constant(value, x));
  }

  /** The shape of x with so many elements more. */
  public static Shape wider(Shape x, List<Long> before, List<Long> after) {
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      long more = Math.addExact(before.get(i), after.get(i));
      dims.add(x.dim(i).plus(more));
    }
    return new Shape(dims);
  }

  private Tensor amounts() {
    List<Long> all = new ArrayList<>(before);
    all.addAll(after);
    return Tensor.longs(Window.longs(all));
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    String word = n.text("mode", "constant");
    Optional<Mode> mode =
        Stream.of(Mode.values())
            .filter(m -> m.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst();
    Optional<List<Long>> amounts = n.longs(1);
    if (mode.isEmpty() || amounts.isEmpty() || n.has(3)) {
      return Optional.empty();
    }
    int rank = n.shape(0).rank();
    List<Long> before = amounts.get().subList(0, rank);
    List<Long> after = amounts.get().subList(rank, 2 * rank);
    boolean cuts = amounts.get().stream().anyMatch(a -> a < 0);
    return cuts
        ? Optional.empty()
        : n.as(new Pad(mode.get(), before, after, wider(n.shape(0), before, after)));
  }

  @Override
  public Pad with(Lengths lengths) {
    return new Pad(mode, before, after, lengths.of(to));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return List.of(in.get(0).shaped(to));
  }

  @Override
  public Map<String, Object> attributes() {
    return Map.of("mode", mode.name().toLowerCase(Locale.ROOT));
  }

  /** The number is a constant and gets no gradient. */
  @Override
  public List<Value> vjp(Vjp v) {
    Value dx = v.dy();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) + after.get(i) > 0) {
        dx = folded(v.g(), i, v.x(0).shape().dim(i), dx);
      }
    }
    return v.node().inputs().size() == 2 ? Gradients.of(dx, null) : Gradients.of(dx, null, null);
  }

  /** What reached the padding of an axis goes to where it was taken from. */
  private Value folded(Builder g, int axis, Dim length, Value dy) {
    long head = before.get(axis);
    long tail = after.get(axis);
    Value dx = slice(g, axis, head, tail == 0 ? END : -tail, length, dy);
    if (mode == Mode.CONSTANT) {
      return dx;
    }
    long last = length.known().orElseThrow() - 1;
    if (head > 0) {
      Value part = slice(g, axis, 0, head, Dim.of(head), dy);
      dx = withAdded(g, axis, mode == Mode.EDGE ? 0 : 1, source(g, axis, part), dx);
    }
    if (tail > 0) {
      Value part = slice(g, axis, -tail, END, Dim.of(tail), dy);
      dx = withAdded(g, axis, mode == Mode.EDGE ? last : last - tail, source(g, axis, part), dx);
    }
    return dx;
  }

  private Value source(Builder g, int axis, Value part) {
    return mode == Mode.EDGE
        ? reduceSum(g, part, List.of(axis), true)
        : flip(g, List.of(axis), part);
  }

  /** x with a shorter part added, its start at a place of the axis. */
  private static Value withAdded(Builder g, int axis, long at, Value part, Value x) {
    long behind = sizeOf(x, axis) - at - sizeOf(part, axis);
    int rank = x.shape().rank();
    return add(g, x, pad(g, only(rank, axis, at), only(rank, axis, behind), x.shape(), part));
  }

  private static long sizeOf(Value x, int axis) {
    return x.shape().dim(axis).known().orElseThrow();
  }

  /** A number of elements for one of the axes, none for the others. */
  static List<Long> only(int rank, int axis, long count) {
    List<Long> all = new ArrayList<>(Collections.nCopies(rank, 0L));
    all.set(axis, count);
    return all;
  }
}
