package org.nnd.train;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.op.Sign;

/**
 * w ← w - lr sign(β₁ m + (1 - β₁) g) with m ← β₂ m + (1 - β₂) g.
 *
 * <p>Chen and others, 2023. Weight decay is apart from the gradient.
 */
public record Lion(double lr, double beta1, double beta2, Decay decay) implements Optimizer {
  private static final Argument<Double> LR = Hyper.lr(0.0001);
  private static final Argument<Double> BETA2 =
      Hyper.share("beta2", 0.99, "mean gradient in the slot");

  static final Entry<Lion> ENTRY =
      Entry.of(
              "lion",
              "w ← w - lr sign(β₁ m + (1 - β₁) g)",
              a -> new Lion(a.get(LR), a.get(Adam.BETA1), a.get(BETA2), Decay.of(a, Decay.NONE)),
              LR,
              Adam.BETA1,
              BETA2,
              Decay.NONE,
              Decay.WHICH)
          .taking(0, 0);

  @Override
  public Map<String, Double> hyperparameters() {
    return new Hyper()
        .with("lr", lr)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .unlessZero(Decay.NAME, decay.rate())
        .all();
  }

  @Override
  public List<String> slots() {
    return List.of("m");
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    Moving ahead = new Moving(s, "beta1");
    Moving mean = new Moving(s, "beta2");
    UnaryOperator<Value> shrunk = decay.apart(s);
    return (weight, gradient, slots) -> {
      Value way = g.apply(new Sign(), ahead.next(slots.get(0), gradient));
      Value next = sub(g, shrunk.apply(weight), mul(g, way, s.hyper("lr")));
      return new Next(next, mean.next(slots.get(0), gradient));
    };
  }
}
