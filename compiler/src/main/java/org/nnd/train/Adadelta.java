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
 * w ← w - lr d with d = √(u + ε) / √(v + ε) g, v ← ρ v + (1 - ρ) g², then u ← ρ u + (1 - ρ) d².
 *
 * <p>Zeiler, 2012; defaults as in PyTorch.
 */
public record Adadelta(double lr, double rho, double epsilon, Decay decay) implements Optimizer {
  private static final Argument<Double> LR = Hyper.lr(1.0);
  private static final Argument<Double> RHO = Hyper.share("rho", 0.9, "mean squares");
  private static final Argument<Double> EPSILON = Hyper.epsilon(1e-6);

  static final Entry<Adadelta> ENTRY =
      Entry.of(
              "adadelta",
              "w ← w - lr √(mean of steps² + ε) / √(mean of g² + ε) g",
              a -> new Adadelta(a.get(LR), a.get(RHO), a.get(EPSILON), Decay.of(a, Decay.NONE)),
              LR,
              RHO,
              EPSILON,
              Decay.NONE,
              Decay.WHICH)
          .taking(0, 0);

  @Override
  public Map<String, Double> hyperparameters() {
    return new Hyper()
        .with("lr", lr)
        .with("rho", rho)
        .with("epsilon", epsilon)
        .unlessZero(Decay.NAME, decay.rate())
        .all();
  }

  @Override
  public List<String> slots() {
    return List.of("v", "u");
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    Moving mean = new Moving(s, "rho");
    Value epsilon = s.hyper("epsilon");
    return (weight, gradient, slots) -> {
      Value d = decay.added(s, weight, gradient);
      Value v = mean.next(slots.get(0), mul(g, d, d));
      Value length = div(g, sqrt(g, add(g, slots.get(1), epsilon)), sqrt(g, add(g, v, epsilon)));
      Value step = mul(g, length, d);
      Value u = mean.next(slots.get(1), mul(g, step, step));
      return new Next(sub(g, weight, mul(g, step, s.hyper("lr"))), v, u);
    };
  }
}
