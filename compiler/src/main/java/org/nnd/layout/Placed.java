package org.nnd.layout;

import java.util.List;

/**
 * Boxes with their places.
 *
 * @param width of all
 * @param height of all
 * @param boxes the upper end of each box's axis
 * @param lines for each net its lines: the first one from its source, the others from where they
 *     leave another one
 */
public record Placed(double width, double height, List<Point> boxes, List<List<Line>> lines) {
  public Placed {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }

  /** A place: to the right, and downwards. */
  public record Point(double x, double y) {}

  /**
   * Downwards through points: straight where x stays, else a curve.
   *
   * @param to the number of the net's end where it ends
   */
  public record Line(List<Point> points, int to) {
    public Line {
      points = List.copyOf(points);
    }
  }
}
