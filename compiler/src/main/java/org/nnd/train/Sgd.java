package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * w ← w - lr v with v ← momentum v + g; without momentum v is g.
 *
 * <p>As in PyTorch: the learning rate multiplies the velocity, and v starts as the first gradient.
 *
 * @param nesterov whether the weight already moves by what the velocity will be: w ← w - lr (g +
 *     momentum v)
 */
public record Sgd(double lr, double momentum, boolean nesterov, Decay decay) implements Optimizer {
  private static final Argument<Double> LR = Hyper.lr(0.001);
  private static final Argument<Double> MOMENTUM = Hyper.share("momentum", 0, "velocity");
  private static final Argument<Boolean> NESTEROV =
      Argument.optional(
          "nesterov", ArgumentType.flag(), false, "whether the weight moves ahead by the velocity");

  static final Entry<Sgd> ENTRY =
      Entry.of(
              "sgd",
              "w ← w - lr v, v ← momentum v + g",
              a -> new Sgd(a.get(LR), a.get(MOMENTUM), a.get(NESTEROV), Decay.of(a, Decay.NONE)),
              LR,
              MOMENTUM,
              NESTEROV,
              Decay.NONE,
              Decay.WHICH)
          .taking(0, 0);

  public Sgd {
    if (nesterov && momentum == 0) {
      throw new Refusal("nesterov needs a momentum, which is 0", "for example: momentum=0.9");
    }
  }

  @Override
  public Map<String, Double> hyperparameters() {
    return new Hyper()
        .with("lr", lr)
        .unlessZero("momentum", momentum)
        .unlessZero(Decay.NAME, decay.rate())
        .all();
  }

  @Override
  public List<String> slots() {
    return momentum > 0 ? List.of("velocity") : List.of();
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    return (weight, gradient, slots) -> {
      Value d = decay.added(s, weight, gradient);
      if (slots.isEmpty()) {
        return new Next(sub(g, weight, mul(g, d, s.hyper("lr"))));
      }
      Value velocity = add(g, mul(g, slots.get(0), s.hyper("momentum")), d);
      Value way = nesterov ? add(g, d, mul(g, velocity, s.hyper("momentum"))) : velocity;
      return new Next(sub(g, weight, mul(g, way, s.hyper("lr"))), velocity);
    };
  }
}
