package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;

/** Writes what an optimizer does with each weight, and the moving means of them. */
final class Update {
  private final Builder g;
  private final Optimizer optimizer;
  private final Accumulation group;
  private final Map<String, Value> hyper;
  private final Map<String, Value> shared;
  private final Value t;
  private final Map<Double, Optimizer.Rule> rules = new HashMap<>();
  private final Map<String, Value> next = new LinkedHashMap<>();

  /**
   * @param hyper the optimizer's hyper-parameters by name, the learning rate as it is now
   * @param shared what the optimizer keeps once for all weights, by name
   */
  Update(
      Builder g,
      Optimizer optimizer,
      Accumulation group,
      Map<String, Value> hyper,
      Map<String, Value> shared) {
    this.g = g;
    this.optimizer = optimizer;
    this.group = group;
    this.hyper = hyper;
    this.shared = shared;
    this.t = cast(g, group.update(), hyper.get("lr").element());
  }

  /** What is behind the step, by the state's name. */
  Map<String, Value> next() {
    return next;
  }

  /**
   * Moves a weight.
   *
   * @param lrScale the factor of the learning rate for this one
   */
  void move(Value weight, Value gradient, double lrScale) {
    List<Value> slots = new ArrayList<>();
    for (String slot : optimizer.slots()) {
      Tensor start = Tensor.filled(weight.type(), optimizer.start());
      slots.add(g.input(weight.name() + "/" + slot, start));
    }
    g.scope("optimizer");
    Optimizer.Rule rule = rules.computeIfAbsent(lrScale, this::begin);
    g.scope("optimizer/" + weight.name());
    Optimizer.Next after = rule.update(weight, gradient, slots);
    next.put(weight.name(), group.kept(after.weight(), weight));
    for (int i = 0; i < slots.size(); i++) {
      next.put(slots.get(i).name(), group.kept(after.slots().get(i), slots.get(i)));
    }
  }

  private Optimizer.Rule begin(double lrScale) {
    Map<String, Value> own = new LinkedHashMap<>(hyper);
    if (lrScale != 1) {
      own.replace("lr", mul(g, own.get("lr"), g.constant(lrScale, own.get("lr"))));
    }
    OptimizerStep begun = new OptimizerStep(g, own, shared, t);
    Optimizer.Rule rule = optimizer.begin(begun);
    begun
        .next()
        .forEach(
            (name, value) -> {
              Value before = shared.get(name);
              next.put(before.name(), group.kept(value, before));
            });
    return rule;
  }

  /**
   * Keeps the mean of a weight that has moved: mean ← d mean + (1 - d) w, from the w of the first
   * update on, as PyTorch's AveragedModel with get_ema_multi_avg_fn.
   *
   * @param start of the weight
   * @return the mean's name
   */
  String average(Value weight, Tensor start, double d) {
    g.scope("average");
    Value mean = g.input(weight.name() + "/ema", start);
    Value later = cast(g, greater(g, t, g.constant(1, t)), weight.element());
    Value stays = mul(g, later, g.constant(d, later));
    Value comes = sub(g, g.constant(1, stays), stays);
    Value moved = add(g, mul(g, mean, stays), mul(g, next.get(weight.name()), comes));
    next.put(mean.name(), group.kept(moved, mean));
    return mean.name();
  }
}
