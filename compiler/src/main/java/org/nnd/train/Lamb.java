package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.Map;
import org.nnd.call.Argument;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * w ← w - lr ‖w‖ / ‖u‖ u with u = m̂ / (√v̂ + ε) + λ w, and m̂, v̂ as in {@link Adam}.
 *
 * <p>You and others, 2020, with φ(x) = x. Where w or u is 0 the step is lr u, so that what starts
 * as 0 learns. Weight decay is part of u.
 */
public record Lamb(double lr, double beta1, double beta2, double epsilon, Decay decay)
    implements Optimizer {
  private static final Argument<Double> LR = Hyper.lr(0.001);
  private static final Argument<Double> EPSILON = Hyper.epsilon(1e-6);
  private static final Argument<Double> DECAY = Decay.rate(0.01);

  static final Entry<Lamb> ENTRY =
      Entry.of(
              "lamb",
              "adam, each step as long as lr ‖w‖",
              a ->
                  new Lamb(
                      a.get(LR),
                      a.get(Adam.BETA1),
                      a.get(Adam.BETA2),
                      a.get(EPSILON),
                      Decay.of(a, DECAY)),
              LR,
              Adam.BETA1,
              Adam.BETA2,
              EPSILON,
              DECAY,
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
    return Adam.MOMENTS;
  }

  private static Value length(Builder g, Value x) {
    return sqrt(g, reduceSum(g, mul(g, x, x), List.of(), false));
  }

  /** a / b, 1 where one of them is 0. */
  private static Value trust(OptimizerStep s, Value a, Value b) {
    Builder g = s.g();
    Value zero = s.number(0);
    Value both = cast(g, greater(g, mul(g, a, b), zero), a.element());
    Value neither = sub(g, s.number(1), both);
    return add(g, neither, div(g, mul(g, a, both), add(g, b, neither)));
  }

  @Override
  public Rule begin(OptimizerStep s) {
    Builder g = s.g();
    Moving mean = new Moving(s, "beta1");
    Moving square = new Moving(s, "beta2");
    Value scale = sqrt(g, square.total());
    Value correction = mean.total();
    return (weight, gradient, slots) -> {
      Value m = mean.next(slots.get(0), gradient);
      Value v = square.next(slots.get(1), mul(g, gradient, gradient));
      Value divisor = add(g, div(g, sqrt(g, v), scale), s.hyper("epsilon"));
      Value way = decay.added(s, weight, div(g, div(g, m, correction), divisor));
      Value rate = mul(g, s.hyper("lr"), trust(s, length(g, weight), length(g, way)));
      return new Next(sub(g, weight, mul(g, way, rate)), m, v);
    };
  }
}
