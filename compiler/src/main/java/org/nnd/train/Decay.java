package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Arguments;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * Weights that shrink.
 *
 * @param rate λ
 * @param all whether every weight shrinks; else those with two axes or more, which leaves out
 *     biases and what normalises
 */
record Decay(double rate, boolean all) {
  static final String NAME = "weight_decay";

  /** As most optimizers have it by default. */
  static final Argument<Double> NONE = rate(0);

  static final Argument<Boolean> WHICH =
      Argument.optional(
          "decay",
          ArgumentType.word("all", "weights").as(w -> w.equals("all")),
          true,
          "whether all shrink, or weights only: no biases and nothing that normalises");

  /** What penalties count: not biases, other than weight decay, which is as in PyTorch. */
  static final Argument<Boolean> WEIGHTS =
      new Argument<>(
          "of",
          WHICH.type(),
          Optional.of(false),
          "weights",
          "whether all count, or weights only: no biases and nothing that normalises");

  static Argument<Double> rate(double byDefault) {
    return Hyper.notNegative(
        NAME, byDefault, "how much of the weights is added to their gradients");
  }

  static Decay of(Arguments a, Argument<Double> rate) {
    return new Decay(a.get(rate), a.get(WHICH));
  }

  private boolean shrinks(Value weight) {
    return rate > 0 && (all || weight.shape().rank() > 1);
  }

  /** The gradient with that of λ/2 w² added: g + λ w. */
  Value added(OptimizerStep s, Value weight, Value gradient) {
    Builder g = s.g();
    return shrinks(weight) ? add(g, gradient, mul(g, weight, s.hyper(NAME))) : gradient;
  }

  /** Shrinks a weight apart from its gradient: (1 - lr λ) w. */
  UnaryOperator<Value> apart(OptimizerStep s) {
    if (rate == 0) {
      return weight -> weight;
    }
    Builder g = s.g();
    Value factor = sub(g, s.number(1), mul(g, s.hyper("lr"), s.hyper(NAME)));
    return weight -> shrinks(weight) ? mul(g, weight, factor) : weight;
  }
}
