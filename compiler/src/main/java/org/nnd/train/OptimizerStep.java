package org.nnd.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** What an optimizer writes one step of the training graph with. */
public final class OptimizerStep {
  private final Builder g;
  private final Map<String, Value> hyper;
  private final Map<String, Value> shared;
  private final Value t;
  private final Map<String, Value> next = new LinkedHashMap<>();

  /**
   * @param hyper the hyper-parameters by name, single numbers
   * @param shared what is kept once for all weights, by name
   * @param t the number of this step, from 1
   */
  OptimizerStep(Builder g, Map<String, Value> hyper, Map<String, Value> shared, Value t) {
    this.g = g;
    this.hyper = hyper;
    this.shared = shared;
    this.t = t;
  }

  /** Where the nodes go. */
  Builder g() {
    return g;
  }

  /** The number of this step, from 1. */
  Value t() {
    return t;
  }

  /** A hyper-parameter. */
  Value hyper(String name) {
    return hyper.get(name);
  }

  /** What is kept once for all weights, from the step before. */
  Value shared(String name) {
    return shared.get(name);
  }

  /** Says what that is behind this step. */
  void update(String name, Value value) {
    next.put(name, value);
  }

  Map<String, Value> next() {
    return next;
  }

  /** A number of the graph's element type. */
  Value number(double x) {
    return g.constant(x, t);
  }
}
