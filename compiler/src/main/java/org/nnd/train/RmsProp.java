package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Relu.relu;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * w ← w - lr g / (√v + ε) with v ← α v + (1 - α) g².
 *
 * <p>Hinton, 2012; defaults as in PyTorch. With a momentum the weight moves by lr b, b ← momentum b
 * + g / (√v + ε).
 *
 * @param centered whether v - m², the variance, takes v's place, with m ← α m + (1 - α) g
 */
public record RmsProp(
    double lr, double alpha, double epsilon, double momentum, boolean centered, Decay decay)
    implements Optimizer {
  private static final Argument<Double> LR = Hyper.lr(0.01);
  private static final Argument<Double> ALPHA = Hyper.share("alpha", 0.99, "mean square");
  private static final Argument<Double> MOMENTUM = Hyper.share("momentum", 0, "velocity");
  private static final Argument<Boolean> CENTERED =
      Argument.optional(
          "centered",
          ArgumentType.flag(),
          false,
          "whether the variance takes the mean square's place");

  static final Entry<RmsProp> ENTRY =
      Entry.of(
              "rmsprop",
              "w ← w - lr g / (√v + ε), v ← α v + (1 - α) g²",
              a ->
                  new RmsProp(
                      a.get(LR),
                      a.get(ALPHA),
                      a.get(Adam.EPSILON),
                      a.get(MOMENTUM),
                      a.get(CENTERED),
                      Decay.of(a, Decay.NONE)),
              LR,
              ALPHA,
              Adam.EPSILON,
              MOMENTUM,
              CENTERED,
              Decay.NONE,
              Decay.WHICH)
          .taking(0, 0);

  @Override
  public Map<String, Double> hyperparameters() {
    return new Hyper()
        .with("lr", lr)
        .with("alpha", alpha)
        .with("epsilon", epsilon)
        .unlessZero("momentum", momentum)
        .unlessZero(Decay.NAME, decay.rate())
        .all();
  }

  @Override
  public List<String> slots() {
    List<String> all = new ArrayList<>(List.of("square"));
    if (centered) {
      all.add("mean");
    }
    if (momentum > 0) {
      all.add("velocity");
    }
    return all;
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    Moving mean = new Moving(s, "alpha");
    return (weight, gradient, slots) -> {
      Value d = decay.added(s, weight, gradient);
      List<Value> next = new ArrayList<>();
      next.add(mean.next(slots.get(0), mul(g, d, d)));
      Value square = next.get(0);
      if (centered) {
        next.add(mean.next(slots.get(1), d));
        // Rounding may leave less than nothing.
        square = relu(g, sub(g, square, mul(g, next.get(1), next.get(1))));
      }
      Value way = div(g, d, add(g, sqrt(g, square), s.hyper("epsilon")));
      if (momentum > 0) {
        way = add(g, mul(g, slots.get(next.size()), s.hyper("momentum")), way);
        next.add(way);
      }
      return new Next(sub(g, weight, mul(g, way, s.hyper("lr"))), next);
    };
  }
}
