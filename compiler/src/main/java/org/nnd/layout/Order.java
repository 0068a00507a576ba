package org.nnd.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order within rows, so that few lines cross: each item goes to the middle of those it is
 * linked to, row by row, down and up (the barycentre method), and neighbours change places where
 * that helps.
 */
final class Order {
  private static final int SWEEPS = 12;

  private final List<List<Item>> rows;

  private Order(List<List<Item>> rows) {
    this.rows = rows;
  }

  /** Brings the rows into order. */
  static void of(List<List<Item>> rows) {
    new Order(rows).sort();
  }

  private void sort() {
    number();
    List<List<Item>> best = copy();
    long least = crossings();
    for (int sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
      if (sweep % 2 == 0) {
        for (int r = 1; r < rows.size(); r++) {
          byMiddle(rows.get(r), i -> i.up, l -> l.from.place + share(l.fromPort, l.from));
        }
      } else {
        for (int r = rows.size() - 2; r >= 0; r--) {
          byMiddle(rows.get(r), i -> i.down, l -> l.to.place + share(l.toPort, l.to));
        }
      }
      exchange();
      long now = crossings();
      if (now < least) {
        least = now;
        best = copy();
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      rows.set(r, best.get(r));
    }
    number();
  }

  /** Where on its box a line touches it, less than half a place to either side. */
  private static double share(double port, Item item) {
    return 0.9 * port / Math.max(1, item.left + item.right);
  }

  private List<List<Item>> copy() {
    return new ArrayList<>(rows.stream().map(r -> (List<Item>) new ArrayList<>(r)).toList());
  }

  private void number() {
    rows.forEach(Order::number);
  }

  private static void number(List<Item> row) {
    for (int i = 0; i < row.size(); i++) {
      row.get(i).place = i;
    }
  }

  private static void byMiddle(
      List<Item> row, Function<Item, List<Item.Link>> links, Function<Item.Link, Double> place) {
    row.sort(
        Comparator.comparingDouble(
            i -> links.apply(i).stream().mapToDouble(place::apply).average().orElse(i.place)));
    number(row);
  }

  /** Neighbours change places as long as that takes crossings away. */
  private void exchange() {
    boolean better = true;
    for (int round = 0; better && round < 8; round++) {
      better = false;
      for (List<Item> row : rows) {
        for (int i = 0; i + 1 < row.size(); i++) {
          Item a = row.get(i);
          Item b = row.get(i + 1);
          long now = crossings(a.up, b.up, true) + crossings(a.down, b.down, false);
          long then = crossings(b.up, a.up, true) + crossings(b.down, a.down, false);
          if (then < now) {
            row.set(i, b);
            row.set(i + 1, a);
            number(row);
            better = true;
          }
        }
      }
    }
  }

  /** How often lines of an item cross those of its right neighbour. */
  private static long crossings(List<Item.Link> left, List<Item.Link> right, boolean up) {
    long count = 0;
    for (Item.Link a : left) {
      for (Item.Link b : right) {
        count += far(a, up) > far(b, up) ? 1 : 0;
      }
    }
    return count;
  }

  private static double far(Item.Link l, boolean up) {
    return up ? l.from.place + share(l.fromPort, l.from) : l.to.place + share(l.toPort, l.to);
  }

  private long crossings() {
    long count = 0;
    for (List<Item> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        for (int j = i + 1; j < row.size(); j++) {
          count += crossings(row.get(i).down, row.get(j).down, false);
        }
      }
    }
    return count;
  }
}
