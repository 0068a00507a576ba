package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Max.max;
import static org.nnd.op.Min.min;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;
import static org.nnd.op.Where.where;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * The time that a {@link Schedule} goes by: s steps done of S in all, both behind the warm-up.
 *
 * <p>Whole numbers are divided as such, so that an epoch ends where it ends: it has S / epochs
 * steps. Where S is 0 nobody knows the length of the training; times in epochs are 0 then.
 */
final class Clock {
  private final Builder g;
  private final Pace pace;
  private final Value step;
  private final Value steps;
  private final Value epoch;
  private final Value warmup;
  private final Map<String, Value> state;
  private final Map<String, Value> next = new LinkedHashMap<>();

  /**
   * @param step the number of steps done, int64
   * @param steps of the whole training, int64, 0 where nobody knows
   * @param epochs of the whole training
   * @param state what the schedule keeps, from the step before
   */
  Clock(Builder g, Pace pace, Value step, Value steps, int epochs, Map<String, Value> state) {
    this.g = g;
    this.pace = pace;
    this.step = step;
    this.steps = steps;
    this.state = state;
    this.epoch = div(g, steps, whole(epochs));
    this.warmup =
        pace.epochs()
            ? cast(g, mul(g, number(epoch), number(pace.warmup())), ElementType.INT64)
            : whole(Math.round(pace.warmup()));
  }

  /** Where the nodes go. */
  Builder g() {
    return g;
  }

  /** A number. */
  Value number(double x) {
    return g.constant(Tensor.scalar(ElementType.FLOAT, x));
  }

  private Value whole(long x) {
    return g.constant(Tensor.scalar(x));
  }

  private Value number(Value whole) {
    return cast(g, whole, ElementType.FLOAT);
  }

  /** s, a whole number. */
  private Value done() {
    return max(g, sub(g, step, warmup), whole(0));
  }

  /** s. */
  Value s() {
    return number(done());
  }

  /** S, at least 1. */
  Value length() {
    return number(max(g, sub(g, steps, warmup), whole(1)));
  }

  /** How much of the training is done: s / S, no more than 1. */
  Value progress() {
    return min(g, div(g, s(), length()), number(1));
  }

  /** ⌊s / n⌋ where n units are a period. */
  Value periods(long n) {
    Value unit = pace.epochs() ? max(g, epoch, whole(1)) : whole(1);
    return number(div(g, done(), mul(g, unit, whole(n))));
  }

  /** A factor, or 1 where nobody knows how long the training is. */
  Value ifKnown(Value factor) {
    return where(g, greater(g, steps, whole(0)), factor, number(1));
  }

  /** A factor times min((s + 1) / w, 1), s and w being the steps done and those of the warm-up. */
  Value warmed(Value factor) {
    Value risen = div(g, number(add(g, step, whole(1))), number(max(g, warmup, whole(1))));
    return mul(g, factor, min(g, risen, number(1)));
  }

  /** What the schedule keeps, from the step before. */
  Value state(String name) {
    return state.get(name);
  }

  /** Says what that is behind this step. */
  void update(String name, Value value) {
    next.put(name, value);
  }

  Map<String, Value> next() {
    return next;
  }
}
