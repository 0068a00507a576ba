package org.nnd.diagram;

/**
 * What a training step does for a layer besides computing it.
 *
 * @param gradients how many operators compute its gradients
 * @param updates how many move its numbers
 */
public record Learning(long gradients, long updates) {
  /** What does not learn. */
  static final Learning NONE = new Learning(0, 0);

  Learning and(Learning other) {
    return new Learning(gradients + other.gradients, updates + other.updates);
  }
}
