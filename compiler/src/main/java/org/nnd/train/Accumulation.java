package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;
import static org.nnd.op.Where.where;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/**
 * The gradients of k batches in a row make one update, as their mean; if one of them isn't finite,
 * there is none.
 *
 * <p>State holds their sum. Every step computes the update, and where it doesn't take place what
 * was there before it is kept.
 */
final class Accumulation {
  private static final String SKIPPED = "optimizer/skipped";

  private final Builder g;
  private final int k;
  private final Value step;
  private final Value done;

  /** 1 if all gradients of the batches so far are finite, else 0; without it they always are. */
  private final Optional<Value> finite;

  private final Optional<Value> skipped;

  /**
   * @param step the number of steps before this one, int64
   * @param done the number of steps behind it
   * @param finite 1 if this batch's gradients are finite, else 0, int64; without it they always are
   * @param next takes what is counted, by its names
   */
  Accumulation(
      Builder g, int k, Value step, Value done, Optional<Value> finite, Map<String, Value> next) {
    this.g = g;
    this.k = k;
    this.step = step;
    this.done = done;
    this.finite = finite.map(f -> k == 1 ? f : ofAll(f, next));
    this.skipped = this.finite.map(f -> skipped(f, next));
  }

  /** Whether all of the batches so far had finite gradients. */
  private Value ofAll(Value finite, Map<String, Value> next) {
    Value before = g.input("optimizer/finite", Tensor.scalar(1));
    Value all = mul(g, before, finite);
    next.put(before.name(), where(g, now(), whole(1), all));
    return all;
  }

  /** The number of updates before this one that didn't take place. */
  private Value skipped(Value finite, Map<String, Value> next) {
    Value before = g.input(SKIPPED, Tensor.scalar(0));
    Value one = mul(g, ends(), sub(g, whole(1), finite));
    next.put(SKIPPED, add(g, before, one));
    return before;
  }

  private Value whole(long x) {
    return g.constant(Tensor.scalar(x));
  }

  /**
   * The number of steps before the first of these k.
   *
   * <p>Not ⌊step / k⌋ k: ONNX Runtime 1.29 makes 1 / k · k to k / k, of whole numbers too, where
   * the 1 is an initializer that is no input.
   */
  Value start() {
    return k == 1 ? step : sub(g, mul(g, group(), whole(k)), whole(k));
  }

  /** The number of these k batches, from 1. */
  private Value group() {
    return k == 1 ? done : add(g, div(g, step, whole(k)), whole(1));
  }

  /** The number of the update, from 1; those that didn't take place don't count. */
  Value update() {
    return skipped.map(n -> sub(g, group(), n)).orElseGet(this::group);
  }

  /** 1 if these k batches end with this step, else 0. */
  private Value ends() {
    return k == 1 ? whole(1) : sub(g, div(g, done, whole(k)), div(g, step, whole(k)));
  }

  /** Whether these k batches end with this step. */
  private Value now() {
    return greater(g, div(g, done, whole(k)), div(g, step, whole(k)));
  }

  /** Whether the sum of these batches is still to grow. */
  private Value goesOn(Value finite) {
    return greater(g, mul(g, finite, sub(g, whole(1), ends())), whole(0));
  }

  /** What is behind an update, or what was before it, if it doesn't take place. */
  Value kept(Value after, Value before) {
    if (finite.isPresent()) {
      return where(g, greater(g, mul(g, ends(), finite.get()), whole(0)), after, before);
    }
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
          Value none = g.constant(0, more);
          next.put(
              sum.name(),
              finite
                  .map(f -> where(g, goesOn(f), more, none))
                  .orElseGet(() -> where(g, now(), none, more)));
          means.put(weight, div(g, more, g.constant(k, more)));
        });
    return means;
  }
}
