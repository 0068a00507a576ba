package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * w ← w - lr / (1 + (t - 1) η) g / (√s + ε) with s ← s + g².
 *
 * <p>Duchi and others, 2011; defaults as in PyTorch.
 *
 * @param lrDecay η
 * @param initial what s starts as
 */
public record Adagrad(double lr, double lrDecay, double initial, double epsilon, Decay decay)
    implements Optimizer {
  private static final Argument<Double> LR = Hyper.lr(0.01);
  private static final Argument<Double> LR_DECAY =
      Hyper.notNegative("lr_decay", 0, "how fast the learning rate falls");
  private static final Argument<Double> INITIAL =
      Hyper.notNegative("initial_accumulator_value", 0, "what the sum of squares starts as");
  private static final Argument<Double> EPSILON = Hyper.epsilon(1e-10);

  static final Entry<Adagrad> ENTRY =
      Entry.of(
              "adagrad",
              "w ← w - lr g / (√Σ g² + ε)",
              a ->
                  new Adagrad(
                      a.get(LR),
                      a.get(LR_DECAY),
                      a.get(INITIAL),
                      a.get(EPSILON),
                      Decay.of(a, Decay.NONE)),
              LR,
              LR_DECAY,
              INITIAL,
              EPSILON,
              Decay.NONE,
              Decay.WHICH)
          .taking(0, 0);

  @Override
  public Map<String, Double> hyperparameters() {
    return new Hyper()
        .with("lr", lr)
        .unlessZero("lr_decay", lrDecay)
        .with("epsilon", epsilon)
        .unlessZero(Decay.NAME, decay.rate())
        .all();
  }

  @Override
  public List<String> slots() {
    return List.of("sum");
  }

  @Override
  public double start() {
    return initial;
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    Value rate = s.hyper("lr");
    if (lrDecay > 0) {
      Value before = sub(g, s.t(), s.number(1));
      rate = div(g, rate, add(g, s.number(1), mul(g, before, s.hyper("lr_decay"))));
    }
    Value step = rate;
    return (weight, gradient, slots) -> {
      Value d = decay.added(s, weight, gradient);
      Value sum = add(g, slots.get(0), mul(g, d, d));
      Value divisor = add(g, sqrt(g, sum), s.hyper("epsilon"));
      return new Next(sub(g, weight, div(g, mul(g, d, step), divisor)), sum);
    };
  }
}
