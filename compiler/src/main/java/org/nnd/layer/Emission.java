package org.nnd.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/** What a layer writes itself into. */
public final class Emission {
  private final Builder g;
  private final Map<String, Value> weights;
  private final Optional<Noise> noise;
  private final boolean frozen;
  private final Map<String, Value> updates = new LinkedHashMap<>();

  /**
   * @param g where the nodes go
   * @param weights the layer's weights, by their local names
   * @param noise the source of randomness while training; empty in a graph that only predicts
   * @param frozen whether the layer doesn't learn
   */
  Emission(Builder g, Map<String, Value> weights, Optional<Noise> noise, boolean frozen) {
    this.g = g;
    this.weights = Map.copyOf(weights);
    this.noise = noise;
    this.frozen = frozen;
  }

  /** Where the nodes go. */
  public Builder g() {
    return g;
  }

  /** One of the layer's weights. */
  public Value weight(String name) {
    return weights.get(name);
  }

  /** Whether the graph is one that trains. */
  public boolean training() {
    return noise.isPresent();
  }

  /** Whether the layer doesn't learn: then it moves no statistics either. */
  boolean frozen() {
    return frozen;
  }

  /** The source of randomness while training. */
  public Optional<Noise> noise() {
    return noise;
  }

  /** Says what a statistic is behind this step. */
  public void update(String name, Value next) {
    updates.put(name, next);
  }

  /** The statistics that have a next value, by their local names. */
  Map<String, Value> updates() {
    return updates;
  }
}
