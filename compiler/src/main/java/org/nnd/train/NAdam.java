package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Pow.pow;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * w ← w - lr ((1 - μₜ) / (1 - Π μ) g + μₜ₊₁ / (1 - μₜ₊₁ Π μ) m) / (√v̂ + ε) with μₜ = β₁ (1 -
 * 0.96^(ψ t) / 2), Π μ over all steps so far, and m, v̂ as in {@link Adam}.
 *
 * <p>Dozat, 2016: Adam with Nesterov's momentum; defaults as in PyTorch.
 *
 * @param momentumDecay ψ
 */
public record NAdam(
    double lr, double beta1, double beta2, double epsilon, double momentumDecay, Decay decay)
    implements Optimizer {
  private static final Argument<Double> LR = Hyper.lr(0.002);
  private static final Argument<Double> MOMENTUM_DECAY =
      Hyper.notNegative("momentum_decay", 0.004, "how fast the momentum grows towards beta1");

  static final Entry<NAdam> ENTRY =
      Entry.of(
              "nadam",
              "adam, its mean gradient one step ahead",
              a ->
                  new NAdam(
                      a.get(LR),
                      a.get(Adam.BETA1),
                      a.get(Adam.BETA2),
                      a.get(Adam.EPSILON),
                      a.get(MOMENTUM_DECAY),
                      Decay.of(a, Decay.NONE)),
              LR,
              Adam.BETA1,
              Adam.BETA2,
              Adam.EPSILON,
              MOMENTUM_DECAY,
              Decay.NONE,
              Decay.WHICH)
          .taking(0, 0);

  /** The product of all momenta so far. */
  private static final String PRODUCT = "momentum_product";

  @Override
  public Map<String, Double> hyperparameters() {
    return new Hyper()
        .with("lr", lr)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon)
        .with("momentum_decay", momentumDecay)
        .unlessZero(Decay.NAME, decay.rate())
        .all();
  }

  @Override
  public List<String> slots() {
    return Adam.MOMENTS;
  }

  @Override
  public Map<String, Double> shared() {
    return Map.of(PRODUCT, 1.0);
  }

  /** μ of a step. */
  private static Value momentum(OptimizerStep s, Value t) {
    Builder g = s.g();
    Value power = pow(g, s.number(0.96), mul(g, t, s.hyper("momentum_decay")));
    return mul(g, s.hyper("beta1"), sub(g, s.number(1), mul(g, power, s.number(0.5))));
  }

  /** lr a / (1 - b). */
  private static Value share(OptimizerStep s, Value a, Value b) {
    Builder g = s.g();
    return mul(g, s.hyper("lr"), div(g, a, sub(g, s.number(1), b)));
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    Moving mean = new Moving(s, "beta1");
    Moving square = new Moving(s, "beta2");
    Value mu = momentum(s, s.t());
    Value next = momentum(s, add(g, s.t(), s.number(1)));
    Value product = mul(g, s.shared(PRODUCT), mu);
    s.update(PRODUCT, product);
    Value one = s.number(1);
    Value ofGradient = share(s, sub(g, one, mu), product);
    Value ofMean = share(s, next, mul(g, product, next));
    Value scale = sqrt(g, square.total());
    return (weight, gradient, slots) -> {
      Value d = decay.added(s, weight, gradient);
      Value m = mean.next(slots.get(0), d);
      Value v = square.next(slots.get(1), mul(g, d, d));
      Value divisor = add(g, div(g, sqrt(g, v), scale), s.hyper("epsilon"));
      Value way = add(g, mul(g, d, ofGradient), mul(g, m, ofMean));
      return new Next(sub(g, weight, div(g, way, divisor)), m, v);
    };
  }
}
