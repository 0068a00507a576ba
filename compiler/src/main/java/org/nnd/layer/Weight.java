package org.nnd.layer;

import org.nnd.ir.TensorType;

/**
 * Numbers that a layer keeps.
 *
 * @param type their type
 * @param initializer what they are before the first step
 * @param trainable whether they follow gradients; statistics that a layer moves itself don't, nor
 *     does what is frozen
 * @param lrScale the factor of the learning rate
 */
public record Weight(TensorType type, Initializer initializer, boolean trainable, double lrScale) {

  /** Numbers that follow gradients. */
  public Weight(TensorType type, Initializer initializer) {
    this(type, initializer, true, 1);
  }

  /** Numbers that the layer moves itself while it trains. */
  static Weight statistic(TensorType type, Initializer initializer) {
    return new Weight(type, initializer, false, 1);
  }

  /** The same as the layer's call says it learns. */
  Weight as(Tuning tuning) {
    return new Weight(type, initializer, trainable && !tuning.frozen(), tuning.lrScale());
  }
}
