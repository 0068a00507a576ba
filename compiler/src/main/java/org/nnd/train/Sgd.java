package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
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
 * w ← w - lr v with v ← momentum v + g; without momentum v is g.
 *
 * <p>As in PyTorch: the learning rate multiplies the velocity, and v starts as the first gradient.
 */
public record Sgd(double lr, double momentum) implements Optimizer {
  private static final Argument<Double> LR =
      Argument.optional("lr", ArgumentType.positive(), 0.01, "the learning rate");
  private static final Argument<Double> MOMENTUM =
      Argument.optional(
          "momentum", ArgumentType.numberBelow(0, 1), 0.0, "how much of the velocity stays");

  static final Entry<Sgd> ENTRY =
      Entry.of(
              "sgd",
              "w ← w - lr v, v ← momentum v + g",
              a -> new Sgd(a.get(LR), a.get(MOMENTUM)),
              LR,
              MOMENTUM)
          .taking(0, 0);

  @Override
  public Map<String, Double> hyperparameters() {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("lr", lr);
    if (momentum > 0) {
      all.put("momentum", momentum);
    }
    return all;
  }

  @Override
  public Optimizer withLr(double rate) {
    return new Sgd(rate, momentum);
  }

  @Override
  public List<String> slots() {
    return momentum > 0 ? List.of("velocity") : List.of();
  }

  @Override
  public Rule begin(Builder g, Function<String, Value> hyper, Value t) {
    Value rate = hyper.apply("lr");
    return (weight, gradient, slots) -> {
      Value velocity =
          slots.isEmpty()
              ? gradient
              : add(g, mul(g, slots.get(0), hyper.apply("momentum")), gradient);
      Value next = sub(g, weight, mul(g, velocity, rate));
      return new Next(next, slots.isEmpty() ? List.of() : List.of(velocity));
    };
  }
}
