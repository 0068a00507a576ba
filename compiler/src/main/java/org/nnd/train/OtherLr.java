package org.nnd.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An optimizer with another learning rate. */
record OtherLr(Optimizer of, double lr) implements Optimizer {
  @Override
  public Map<String, Double> hyperparameters() {
    Map<String, Double> all = new LinkedHashMap<>(of.hyperparameters());
    all.put("lr", lr);
    return all;
  }

  @Override
  public List<String> slots() {
    return of.slots();
  }

  @Override
  public double start() {
    return of.start();
  }

  @Override
  public Map<String, Double> shared() {
    return of.shared();
  }

  @Override
  public Rule begin(OptimizerStep s) {
    return of.begin(s);
  }
}
