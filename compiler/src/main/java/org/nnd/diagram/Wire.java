package org.nnd.diagram;

/**
 * A value on its way.
 *
 * @param id what tells it from others
 * @param label what the picture says of it: its shape; empty where nobody knows
 * @param learned whether its gradient flows back, to readers that learn
 */
public record Wire(String id, String label, boolean learned) {
  /** A value without a gradient. */
  public Wire(String id, String label) {
    this(id, label, false);
  }
}
