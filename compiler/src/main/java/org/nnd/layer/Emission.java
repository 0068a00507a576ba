package org.nnd.layer;

import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * What a layer writes itself into.
 *
 * @param g where the nodes go
 * @param weights its weights, by their local names
 * @param noise the source of randomness while training; empty in a graph that only predicts
 */
public record Emission(Builder g, Map<String, Value> weights, Optional<Noise> noise) {

  /** One of its weights. */
  public Value weight(String name) {
    return weights.get(name);
  }

  /** Whether the graph is one that trains. */
  public boolean training() {
    return noise.isPresent();
  }
}
