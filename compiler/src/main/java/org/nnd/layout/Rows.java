package org.nnd.layout;

import java.util.Arrays;
import java.util.List;

/**
 * The row of each box: under all that lead to it, and no further from them than needed.
 *
 * <p>What nothing leads to stands right above what it leads to; a box that has more lines below
 * than above goes down as far as it can.
 */
final class Rows {
  private final List<Box> boxes;
  private final List<Net> nets;
  private final int[] rows;

  private Rows(List<Box> boxes, List<Net> nets) {
    this.boxes = boxes;
    this.nets = nets;
    this.rows = new int[boxes.size()];
  }

  /**
   * @throws IllegalArgumentException if lines go in a circle
   */
  static int[] of(List<Box> boxes, List<Net> nets) {
    Rows rows = new Rows(boxes, nets);
    rows.longestPaths();
    rows.last();
    for (int i = 0; i < 3; i++) {
      rows.lower();
    }
    return rows.rows;
  }

  private void longestPaths() {
    boolean first = boxes.stream().anyMatch(b -> b.row() == Box.Row.FIRST);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = first && boxes.get(i).row() != Box.Row.FIRST ? 1 : 0;
    }
    boolean moved = true;
    for (int round = 0; moved; round++) {
      if (round > rows.length) {
        throw new IllegalArgumentException("lines go in a circle");
      }
      moved = false;
      for (Net n : nets) {
        for (Net.End to : n.to()) {
          int least = rows[n.from().box()] + 1;
          moved |= rows[to.box()] < least;
          rows[to.box()] = Math.max(rows[to.box()], least);
        }
      }
    }
  }

  private void last() {
    boolean alone = boxes.stream().allMatch(b -> b.row() == Box.Row.LAST);
    int others = -1;
    for (int i = 0; i < rows.length; i++) {
      others = boxes.get(i).row() == Box.Row.LAST ? others : Math.max(others, rows[i]);
    }
    for (int i = 0; i < rows.length; i++) {
      if (boxes.get(i).row() == Box.Row.LAST) {
        rows[i] = alone ? 0 : others + 1;
      }
    }
  }

  private void lower() {
    int[] above = new int[rows.length];
    int[] below = new int[rows.length];
    for (Net n : nets) {
      below[n.from().box()]++;
      n.to().stream().mapToInt(Net.End::box).distinct().forEach(b -> above[b]++);
    }
    Integer[] order = new Integer[rows.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> rows[b] - rows[a]);
    for (int box : order) {
      if (boxes.get(box).row() == Box.Row.ANY && below[box] > above[box]) {
        rows[box] =
            nets.stream()
                .filter(n -> n.from().box() == box)
                .flatMap(n -> n.to().stream())
                .mapToInt(to -> rows[to.box()] - 1)
                .min()
                .orElse(rows[box]);
      }
    }
  }
}
