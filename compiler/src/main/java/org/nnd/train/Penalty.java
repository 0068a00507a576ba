package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;

import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * What is added to the loss for the size of the weights that learn: rate Σ cost(w).
 *
 * <p>It is part of the loss that is shown too, while training and for what is held out.
 */
public interface Penalty {
  Argument<Double> RATE =
      Argument.required("rate", ArgumentType.positive(), "what the sum is multiplied with");

  /** A line of the catalogue. */
  static <T> Entry<T> entry(String name, String summary, BiFunction<Double, Boolean, T> maker) {
    return Entry.<T>of(
            name, summary, a -> maker.apply(a.get(RATE), a.get(Decay.WEIGHTS)), RATE, Decay.WEIGHTS)
        .taking(0, 0);
  }

  /** λ. */
  double rate();

  /** Whether every weight counts; else those with two axes or more: {@link Decay}. */
  boolean all();

  /** What each number costs. */
  Value cost(Builder g, Value weight);

  /** The loss with the penalties of the weights. */
  static Value added(Builder g, Value loss, List<Penalty> penalties, Collection<Value> weights) {
    Value sum = loss;
    for (Penalty p : penalties) {
      for (Value w : weights) {
        if (p.all() || w.shape().rank() > 1) {
          Value cost = reduceSum(g, p.cost(g, w), List.of(), false);
          sum = add(g, sum, mul(g, cost, g.constant(p.rate(), cost)));
        }
      }
    }
    return sum;
  }
}
