package org.nnd.layout;

import java.util.List;

/**
 * A rectangle that needs a place.
 *
 * @param left how far it reaches to the left of its axis
 * @param right how far to the right
 * @param height how high it is
 * @param tail room under it, crossed by the lines that leave it
 * @param in where lines end on its upper edge, counted from its axis
 * @param out where lines begin on its lower edge
 * @param row where it must be
 */
public record Box(
    double left,
    double right,
    double height,
    double tail,
    List<Double> in,
    List<Double> out,
    Row row) {
  public Box {
    in = List.copyOf(in);
    out = List.copyOf(out);
  }

  /** The row of a box. */
  public enum Row {
    FIRST,
    LAST,
    ANY
  }

  double whole() {
    return height + tail;
  }
}
