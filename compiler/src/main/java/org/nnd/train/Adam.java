package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * w ← w - lr m̂ / (√v̂ + ε) with m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², m̂ = m / (1 - β₁ᵗ),
 * v̂ = v / (1 - β₂ᵗ).
 *
 * <p>Kingma and Ba, 2015; defaults as in PyTorch. Numerator and denominator are both multiplied by
 * √(1 - β₂ᵗ), which leaves one pass less over the memory of each weight.
 *
 * @param apart whether weight decay is apart from the gradient: {@link AdamW}
 */
public record Adam(
    double lr, double beta1, double beta2, double epsilon, Decay decay, boolean apart)
    implements Optimizer {
  static final Argument<Double> LR = Hyper.lr(0.001);
  static final Argument<Double> BETA1 = Hyper.share("beta1", 0.9, "mean gradient");
  static final Argument<Double> BETA2 = Hyper.share("beta2", 0.999, "mean square");
  static final Argument<Double> EPSILON = Hyper.epsilon(1e-8);

  /** What is kept of a weight's gradients: means of them and of their squares. */
  static final List<String> MOMENTS = List.of("m", "v");

  static final Entry<Adam> ENTRY =
      Entry.of(
              "adam",
              "w ← w - lr m̂ / (√v̂ + ε)",
              a ->
                  new Adam(
                      a.get(LR),
                      a.get(BETA1),
                      a.get(BETA2),
                      a.get(EPSILON),
                      Decay.of(a, Decay.NONE),
                      false),
              LR,
              BETA1,
              BETA2,
              EPSILON,
              Decay.NONE,
              Decay.WHICH)
          .taking(0, 0);

  @Override
  public Map<String, Double> hyperparameters() {
    return new Hyper()
        .with("lr", lr)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon)
        .unlessZero(Decay.NAME, decay.rate())
        .all();
  }

  @Override
  public List<String> slots() {
    return MOMENTS;
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    Moving mean = new Moving(s, "beta1");
    Moving square = new Moving(s, "beta2");
    Value scale = sqrt(g, square.total());
    Value rate = mul(g, div(g, s.hyper("lr"), mean.total()), scale);
    Value epsilon = mul(g, s.hyper("epsilon"), scale);
    UnaryOperator<Value> shrunk = apart ? decay.apart(s) : weight -> weight;
    return (weight, gradient, slots) -> {
      Value d = apart ? gradient : decay.added(s, weight, gradient);
      Value m = mean.next(slots.get(0), d);
      Value v = square.next(slots.get(1), mul(g, d, d));
      Value step = div(g, mul(g, m, rate), add(g, sqrt(g, v), epsilon));
      return new Next(sub(g, shrunk.apply(weight), step), m, v);
    };
  }
}
