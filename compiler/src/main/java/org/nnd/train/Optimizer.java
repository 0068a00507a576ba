package org.nnd.train;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** How a gradient changes a weight. */
public interface Optimizer {

  /** The numbers that may be changed between steps, with their defaults. */
  Map<String, Double> hyperparameters();

  /** The same with another learning rate. */
  Optimizer withLr(double rate);

  /** What is kept for each weight between steps: tensors of its shape, zeros at the start. */
  List<String> slots();

  /**
   * Writes what all weights share.
   *
   * @param hyper the hyper-parameters by name, single numbers
   * @param t the number of this step, from 1
   */
  Rule begin(Builder g, Function<String, Value> hyper, Value t);

  /** Writes the update of one weight. */
  @FunctionalInterface
  interface Rule {

    /**
     * @param slots in the order of {@link Optimizer#slots()}
     */
    Next update(Value weight, Value gradient, List<Value> slots);
  }

  /** The weight and the slots behind the step. */
  record Next(Value weight, List<Value> slots) {}
}
