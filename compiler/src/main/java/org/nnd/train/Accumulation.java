package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Where.where;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * The gradients of k batches in a row make one update, as their mean.
 *
 * <p>State holds their sum. Every step computes the update, and all but each k-th keep what was
 * there before it.
 */
final class Accumulation {
  private final Builder g;
  private final int k;
  private final Value step;
  private final Value done;

  /**
   * @param step the number of steps before this one, int64
   * @param done the number of steps behind it
   */
  Accumulation(Builder g, int k, Value step, Value done) {
    this.g = g;
    this.k = k;
    this.step = step;
    this.done = done;
  }

  private Value whole(long x) {
    return g.constant(Tensor.scalar(x));
  }

  /** The number of steps before the first of these k. */
  Value start() {
    return k == 1 ? step : mul(g, div(g, step, whole(k)), whole(k));
  }

  /** The number of the update, from 1. */
  Value update() {
    return k == 1 ? done : add(g, div(g, step, whole(k)), whole(1));
  }

  /** Whether the update takes place in this step. */
  private Value now() {
    return equal(g, mul(g, div(g, done, whole(k)), whole(k)), done);
  }

  /** What is behind an update, or what was before it, if it doesn't take place yet. */
  Value kept(Value after, Value before) {
    return k == 1 ? after : where(g, now(), after, before);
  }

  /**
   * The mean gradients, by their weights.
   *
   * @param next takes the sums behind this step, by their names
   */
  Map<Value, Value> means(Map<Value, Value> gradients, Map<String, Value> next) {
    if (k == 1) {
      return gradients;
    }
    Map<Value, Value> means = new LinkedHashMap<>();
    gradients.forEach(
        (weight, gradient) -> {
          Value sum = g.input(weight.name() + "/gradient", Tensor.filled(weight.type(), 0));
          Value more = add(g, sum, gradient);
          next.put(sum.name(), where(g, now(), g.constant(0, more), more));
          means.put(weight, div(g, more, g.constant(k, more)));
        });
    return means;
  }
}
