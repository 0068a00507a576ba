package org.nnd.layout;

import java.util.List;

/**
 * What flows from one box to others.
 *
 * @param from where it begins
 * @param to where it ends
 */
public record Net(End from, List<End> to) {
  public Net {
    to = List.copyOf(to);
  }

  /** A place on the edge of a box: the box's number, and that of the place on it. */
  public record End(int box, int port) {}
}
