package org.nnd.diagram;

import java.util.List;

/**
 * What there is to draw.
 *
 * @param name of the network
 * @param doc what its author says of it
 * @param facts a line of what can be counted
 * @param units in an order in which everything stands behind what it needs
 */
public record Scheme(String name, String doc, String facts, List<Unit> units) {
  public Scheme {
    units = List.copyOf(units);
  }
}
