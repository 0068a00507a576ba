package org.nnd.train;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Value;

/** How a gradient changes a weight. */
public interface Optimizer {

  /** The numbers that may be changed between steps, with their defaults; {@code lr} is one. */
  Map<String, Double> hyperparameters();

  /** The same with another learning rate. */
  default Optimizer withLr(double rate) {
    return new OtherLr(this, rate);
  }

  /** What is kept for each weight between steps: tensors of its shape. */
  List<String> slots();

  /** What the slots are filled with before the first step. */
  default double start() {
    return 0;
  }

  /** What is kept once for all weights: single numbers, and what they start as. */
  default Map<String, Double> shared() {
    return Map.of();
  }

  /** Writes what all weights share. */
  Rule begin(OptimizerStep s);

  /** Writes the update of one weight. */
  @FunctionalInterface
  interface Rule {

    /**
     * Writes what the weight and its slots become.
     *
     * @param slots in the order of {@link Optimizer#slots()}
     */
    Next update(Value weight, Value gradient, List<Value> slots);
  }

  /** The weight and the slots behind the step. */
  record Next(Value weight, List<Value> slots) {
    Next(Value weight, Value... slots) {
      this(weight, List.of(slots));
    }
  }
}
