package org.nnd.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** What a layer writes itself into. */
public final class Emission {
  private final Builder g;
  private final String site;
  private final Map<String, Value> weights;
  private final Optional<TrainingMode> mode;
  private final boolean frozen;
  private final Map<String, Value> updates = new LinkedHashMap<>();

  /**
   * @param g where the nodes go
   * @param site the layer's path, which differs from use to use
   * @param weights the layer's weights, by their local names
   * @param mode empty in a graph that only predicts
   * @param frozen whether the layer doesn't learn
   */
  Emission(
      Builder g,
      String site,
      Map<String, Value> weights,
      Optional<TrainingMode> mode,
      boolean frozen) {
    this.g = g;
    this.site = site;
    this.weights = Map.copyOf(weights);
    this.mode = mode;
    this.frozen = frozen;
  }

  /** Where the nodes go. */
  public Builder g() {
    return g;
  }

  /** Names what is written from here on after a part of the layer. */
  void part(String name) {
    g.scope(site + "/" + name);
  }

  /** The same for a layer inside of this one, with weights of its own. */
  Emission with(Map<String, Value> own) {
    return new Emission(g, site, own, mode, frozen);
  }

  /** One of the layer's weights. */
  public Value weight(String name) {
    return weights.get(name);
  }

  /** Whether the graph is one that trains. */
  public boolean training() {
    return mode.isPresent();
  }

  /** Whether the layer doesn't learn: then it moves no statistics either. */
  boolean frozen() {
    return frozen;
  }

  /** The source of randomness while training. */
  public Optional<Noise> noise() {
    return mode.map(m -> new Noise(m.step(), m.seed(), site));
  }

  /** The state of a name that the step before left, if states are handed on. */
  Optional<Value> carried(String state, TensorType example) {
    return carry().map(c -> c.first(path(state), example));
  }

  /** Leaves a state to the next step, if they are handed on. */
  void carry(String state, Value last) {
    carry().ifPresent(c -> c.last(path(state), last));
  }

  private Optional<Carry> carry() {
    return mode.flatMap(TrainingMode::carry);
  }

  private String path(String state) {
    return site + "/state/" + state;
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
