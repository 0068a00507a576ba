package org.nnd.train;

import java.util.Map;
import org.nnd.ir.Value;

/**
 * How the learning rate changes while training: a factor of {@code optimizer/lr}, computed in the
 * graph from the number of steps done, so that whoever drives the graph follows it by itself.
 */
public interface Schedule {

  /** Its warm-up and the unit of its times. */
  Pace pace();

  /** Whether its factor depends on how long the whole training is, or an epoch. */
  default boolean needsLength() {
    return pace().epochs();
  }

  /** The same, or its warm-up does. */
  default boolean usesLength() {
    return needsLength() || (pace().warmup() > 0 && pace().epochs());
  }

  /** Writes the factor behind the warm-up, a single float. */
  Value factor(Clock c);

  /** What it keeps between steps: single floats by name, and what they start as. */
  default Map<String, Double> state() {
    return Map.of();
  }

  /** The factor in every step, the warm-up's too. */
  default Value whole(Clock c) {
    Value factor = needsLength() ? c.ifKnown(factor(c)) : factor(c);
    return pace().warmup() > 0 ? c.warmed(factor) : factor;
  }
}
