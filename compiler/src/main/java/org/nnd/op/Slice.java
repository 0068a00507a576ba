package org.nnd.op;

import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Pad.only;
import static org.nnd.op.Pad.pad;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.ScatterElements.scatterElements;
import static org.nnd.op.ShapeOf.shapeOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
 * Every step-th element of an axis from one up to but without another.
 *
 * @param from counted from the end where negative
 * @param to counted from the end where negative; {@link #END} for all that follow
 * @param step at least 1
 * @param length how many these are: for an axis of free length only the caller knows
 */
public record Slice(int axis, long from, long to, long step, Dim length) implements Op {
  /** Behind the last element. */
  public static final long END = Long.MAX_VALUE;

  static final OpEntry ENTRY =
      OpEntry.of(
              Slice.class,
              Sample.of(new Slice(1, 1, 3, 1, Dim.of(2)), Sample.numbers(2, 4, 2)),
              Sample.of(new Slice(0, -3, -1, 1, Dim.of(2)), Sample.numbers(5, 2)),
              Sample.of(new Slice(1, 1, END, 2, Dim.of(2)), Sample.numbers(2, 5)),
              Sample.of(new Slice(1, -4, END, 3, Dim.of(2)), Sample.numbers(2, 5, 2)))
          .from(Slice::read);

  public static Value slice(Builder g, int axis, long from, long to, Dim length, Value x) {
    return g.apply(new Slice(axis, from, to, 1, length), x);
  }

  /** How many elements this takes of so many. */
  public static long count(long size, long from, long to, long step) {
    long start = Math.min(from < 0 ? Math.max(from + size, 0) : from, size);
    long stop = Math.min(to < 0 ? Math.max(to + size, 0) : to, size);
    return Math.max(0, -Math.floorDiv(start - stop, step));
  }

  /** One axis, forwards. */
  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    List<Optional<List<Long>>> told = new ArrayList<>();
    for (int i = 1; i < 5; i++) {
      told.add(n.has(i) ? n.longs(i) : Optional.of(List.of(i == 3 ? 0L : 1L)));
    }
    if (!told.stream().allMatch(t -> t.isPresent() && t.get().size() == 1)) {
      return Optional.empty();
    }
    List<Long> all = told.stream().map(t -> t.get().get(0)).toList();
    int axis = n.shape(0).axis(all.get(2).intValue());
    Dim whole = n.shape(0).dim(axis);
    return of(whole, axis, all.get(0), all.get(1), all.get(3)).flatMap(op -> n.as(op, 0));
  }

  /** A part of an axis of some length, if it is known how long the part is. */
  static Optional<Slice> of(Dim whole, int axis, long from, long to, long step) {
    return step < 1
        ? Optional.empty()
        : length(whole, from, to, step).map(d -> new Slice(axis, from, to, step, d));
  }

  /**
   * How many elements there are of an axis that may be free: what is cut off a free one is taken to
   * be there.
   */
  private static Optional<Dim> length(Dim whole, long from, long to, long step) {
    if (whole instanceof Dim.Known k) {
      return Optional.of(Dim.of(count(k.size(), from, to, step)));
    }
    if (from >= 0 && to >= END / 2) {
      return Optional.of(whole.plus(-from).ceilDiv(step));
    }
    if (from >= 0 && to < 0) {
      return Optional.of(whole.plus(to - from).ceilDiv(step));
    }
    boolean sameEnd = (from < 0) == (to < 0) || (from < 0 && to >= END / 2);
    long stop = from < 0 && to >= END / 2 ? 0 : to;
    return sameEnd
        ? Optional.of(Dim.of(Math.max(0, -Math.floorDiv(from - stop, step))))
        : Optional.empty();
  }

  @Override
  public Slice with(Lengths lengths) {
    return new Slice(axis, from, to, step, lengths.of(length));
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    if (in.get(0).shape().dim(axis) instanceof Dim.Known k
        && !length.is(count(k.size(), from, to, step))) {
      throw new IllegalArgumentException(this + " of " + in);
    }
    return List.of(in.get(0).shaped(in.get(0).shape().with(axis, length)));
  }

  @Override
  public List<Tensor> constants() {
    return List.of(Tensor.longs(from), Tensor.longs(to), Tensor.longs(axis), Tensor.longs(step));
  }

  /** Zeros on both sides where it is known how many, else the elements put back one by one. */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value x = v.x(0);
    Dim whole = x.shape().dim(axis);
    long before = from;
    long after = to == END ? 0 : -to;
    if (whole instanceof Dim.Known k) {
      before = from < 0 ? from + k.size() : from;
      after = to >= 0 && to != END ? k.size() - to : after;
    }
    if (step != 1 || before < 0 || after < 0) {
      return List.of(scattered(g, v.dy(), x));
    }
    int rank = x.shape().rank();
    return List.of(pad(g, only(rank, axis, before), only(rank, axis, after), x.shape(), v.dy()));
  }

  private Value scattered(Builder g, Value dy, Value x) {
    Dim whole = x.shape().dim(axis);
    Value count = reshape(g, shapeOf(g, x, axis, axis + 1), Shape.SCALAR);
    Value zero = g.constant(Tensor.scalar(0));
    Value all = g.apply(new Range(whole), zero, count, g.constant(Tensor.scalar(1)));
    Value taken = g.apply(new Slice(0, from, to, step, length), all);
    Shape column = new Shape(Collections.nCopies(x.shape().rank(), Dim.of(1)));
    Value index = expandLike(g, reshape(g, taken, column.with(axis, length)), dy);
    Value zeros = expandLike(g, g.constant(0, dy), x);
    return scatterElements(g, axis, false, zeros, index, dy);
  }
}
