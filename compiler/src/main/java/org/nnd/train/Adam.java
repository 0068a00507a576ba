package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Pow.pow;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * w ← w - lr m̂ / (√v̂ + ε) with m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², m̂ = m / (1 - β₁ᵗ),
 * v̂ = v / (1 - β₂ᵗ).
 *
 * <p>Kingma and Ba, 2015; defaults as in PyTorch.
 */
public record Adam(double lr, double beta1, double beta2, double epsilon) implements Optimizer {
  private static final Argument<Double> LR =
      Argument.optional("lr", ArgumentType.positive(), 0.001, "the learning rate");
  private static final Argument<Double> BETA1 =
      Argument.optional(
          "beta1", ArgumentType.numberBelow(0, 1), 0.9, "how much of the mean gradient stays");
  private static final Argument<Double> BETA2 =
      Argument.optional(
          "beta2", ArgumentType.numberBelow(0, 1), 0.999, "how much of the mean square stays");
  private static final Argument<Double> EPSILON =
      Argument.optional("epsilon", ArgumentType.positive(), 1e-8, "keeps the divisor from 0");

  static final Entry<Adam> ENTRY =
      Entry.of(
              "adam",
              "w ← w - lr m̂ / (√v̂ + ε)",
              a -> new Adam(a.get(LR), a.get(BETA1), a.get(BETA2), a.get(EPSILON)),
              LR,
              BETA1,
              BETA2,
              EPSILON)
          .taking(0, 0);

  @Override
  public Map<String, Double> hyperparameters() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("lr", lr);
    all.put("beta1", beta1);
    all.put("beta2", beta2);
    all.put("epsilon", epsilon);
    return all;
  }

  @Override
  public Optimizer withLr(double rate) {
    return new Adam(rate, beta1, beta2, epsilon);
  }

  @Override
  public List<String> slots() {
    return List.of("m", "v");
  }

  @Override
  public Rule begin(Builder g, Function<String, Value> hyper, Value t) {
    Value one = g.constant(1, t);
    Value beta1 = hyper.apply("beta1");
    Value beta2 = hyper.apply("beta2");
    Value rest1 = sub(g, one, beta1);
    Value rest2 = sub(g, one, beta2);
    Value rate = div(g, hyper.apply("lr"), sub(g, one, pow(g, beta1, t)));
    Value scale = sqrt(g, sub(g, one, pow(g, beta2, t)));
    return (weight, gradient, slots) -> {
      Value m = add(g, mul(g, slots.get(0), beta1), mul(g, gradient, rest1));
      Value squared = mul(g, gradient, gradient);
      Value v = add(g, mul(g, slots.get(1), beta2), mul(g, squared, rest2));
      Value divisor = add(g, div(g, sqrt(g, v), scale), hyper.apply("epsilon"));
      return new Next(sub(g, weight, div(g, mul(g, m, rate), divisor)), List.of(m, v));
    };
  }
}
