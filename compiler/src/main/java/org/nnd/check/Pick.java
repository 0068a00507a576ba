package org.nnd.check;

import static org.nnd.op.Slice.END;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Datum;
import org.nnd.call.Refusal;
import org.nnd.layer.Layer;
import org.nnd.layer.Select;
import org.nnd.layer.Slice;
import org.nnd.source.Diagnostic;
import org.nnd.syntax.Expression;

/** What an index picks of one axis. */
sealed interface Pick {

  /**
   * The elements of a list.
   *
   * @throws Refusal if there is none
   */
  Datum of(List<Datum> list);

  /** The layer that picks them of a value. */
  Layer layer(int axis);

  /** What the text says, empty if that is wrong and has been told. */
  static Optional<Pick> of(Expression.Subscript s, Evaluator evaluator) {
    if (s instanceof Expression.Subscript.At at) {
      return whole(evaluator, at.index(), Long.MIN_VALUE).map(At::new);
    }
    Expression.Subscript.Range r = (Expression.Subscript.Range) s;
    Optional<Long> from = bound(evaluator, r.from(), Long.MIN_VALUE, 0);
    Optional<Long> to = bound(evaluator, r.to(), Long.MIN_VALUE, END);
    Optional<Long> step = bound(evaluator, r.step(), 1, 1);
    return from.isEmpty() || to.isEmpty() || step.isEmpty()
        ? Optional.empty()
        : Optional.of(new Range(from.get(), to.get(), step.get()));
  }

  private static Optional<Long> bound(
      Evaluator evaluator, Optional<Expression> e, long least, long otherwise) {
    return e.isEmpty() ? Optional.of(otherwise) : whole(evaluator, e.get(), least);
  }

  private static Optional<Long> whole(Evaluator evaluator, Expression e, long least) {
    Datum d = evaluator.evaluate(e);
    if (d instanceof Datum.Int n && n.value() >= least) {
      return Optional.of(n.value());
    }
    if (!(d instanceof Datum.Unknown)) {
      String what =
          least == 1 ? "a step is a whole number of at least 1" : "an index is a whole number";
      evaluator.frame().problem(Diagnostic.of("NND0222", e.span(), what + ", not " + d.describe()));
    }
    return Optional.empty();
  }

  /** One element; its axis goes. */
  record At(long index) implements Pick {
    @Override
    public Datum of(List<Datum> list) {
      long at = index < 0 ? index + list.size() : index;
      if (at < 0 || at >= list.size()) {
        throw new Refusal(
            "there is no element " + index + " in a list of " + list.size(),
            "elements count from 0; -1 is the last");
      }
      return list.get((int) at);
    }

    @Override
    public Layer layer(int axis) {
      return new Select(index, axis);
    }
  }

  /** Those between two bounds. */
  record Range(long from, long to, long step) implements Pick {
    @Override
    public Datum of(List<Datum> list) {
      int size = list.size();
      long start = from < 0 ? Math.max(from + size, 0) : from;
      long stop = Math.min(to < 0 ? to + size : to, size);
      List<Datum> all = new ArrayList<>();
      for (long i = start; i < stop; i += Math.min(step, size)) {
        all.add(list.get((int) i));
      }
      return new Datum.ListOf(all);
    }

    @Override
    public Layer layer(int axis) {
      return new Slice(from, to, step, axis);
    }
  }
}
