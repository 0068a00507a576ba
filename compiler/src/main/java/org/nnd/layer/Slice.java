package org.nnd.layer;

import static org.nnd.op.Slice.END;
import static org.nnd.op.Slice.count;

import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * Every step-th element along an axis from one up to but without another, as NumPy's
 * x[from:to:step].
 *
 * <p>A free axis is taken to be long enough for both bounds.
 *
 * @param from counted from the end where negative
 * @param to counted from the end where negative
 * @param axis counted per example, from the end where negative
 */
public record Slice(long from, long to, long step, long axis) implements OneToOne {
  private static final Argument<Long> FROM =
      Argument.optional("from", ArgumentType.whole(), 0L, "the first element");
  private static final Argument<Long> TO =
      Argument.unset(
          "to", ArgumentType.whole(), "the end", "the first element that isn't taken any more");
  private static final Argument<Long> STEP =
      Argument.optional("step", ArgumentType.whole(1), 1L, "the distance between elements");
  private static final Argument<Long> AXIS =
      Argument.optional("axis", ArgumentType.whole(), 0L, "the axis along which they are counted");

  static final Entry<Slice> ENTRY =
      Entry.of(
          "slice",
          "the elements along an axis from one up to but without another",
          a -> new Slice(a.get(FROM), a.find(TO).orElse(END), a.get(STEP), a.get(AXIS)),
          FROM,
          TO,
          STEP,
          AXIS);

  @Override
  public Shape shape(TensorType x) {
    int at = Axes.at(axis, x);
    Dim length = length(x.shape().dim(at));
    if (length.is(0)) {
      throw new Refusal(
          "there is nothing from "
              + from
              + " to "
              + (to == END ? "the end" : to)
              + " in axis "
              + at
              + " of "
              + x,
          "elements count from 0, or from the end with -1; the last bound is not taken");
    }
    return x.shape().with(at, length);
  }

  private Dim length(Dim whole) {
    if (whole instanceof Dim.Known k) {
      return Dim.of(count(k.size(), from, to, step));
    }
    boolean toFromEnd = to < 0 || to == END;
    if (from < 0 != toFromEnd) {
      return free(whole, toFromEnd);
    }
    long most = to == END ? Math.negateExact(from) : Math.subtractExact(to, from);
    return Dim.of(Math.max(0, -Math.floorDiv(-most, step)));
  }

  /** One bound counts from the start, the other from the end. */
  private Dim free(Dim whole, boolean toFromEnd) {
    if (!toFromEnd) {
      throw new Refusal(
          "how many elements lie from " + from + " to " + to + " of " + whole + " isn't known",
          "count both bounds from the start, or both from the end");
    }
    long less = Math.subtractExact(from, to == END ? 0 : to);
    return whole.plus(-less).ceilDiv(step);
  }

  @Override
  public Value emit(Emission e, Value x) {
    int at = Axes.of(axis, x);
    Dim length = length(x.shape().dim(at));
    return length.equals(x.shape().dim(at))
        ? x
        : e.g().apply(new org.nnd.op.Slice(at, from, to, step, length), x);
  }
}
