package org.nnd.layout;

import java.util.ArrayList;
import java.util.List;

/** What has a place in a row: a box, or a line that passes the row on its way. */
final class Item {
  private static final double WIDTH = 1;

  final int row;

  /** The box's number; -1 for a line. */
  final int box;

  final double left;
  final double right;

  /** Whether it is a line beside a shorter way from the same source. */
  final boolean aside;

  /** Lines to the row above and the row below. */
  final List<Link> up = new ArrayList<>();

  final List<Link> down = new ArrayList<>();

  /** How many stand left of it in its row. */
  int place;

  /** Where its axis is. */
  double x;

  /** A box. */
  Item(int row, int number, Box box) {
    this(row, number, box.left(), box.right(), false);
  }

  private Item(int row, int box, double left, double right, boolean aside) {
    this.row = row;
    this.box = box;
    this.left = left;
    this.right = right;
    this.aside = aside;
  }

  /** A line that passes a row. */
  static Item line(int row, boolean aside) {
    return new Item(row, -1, WIDTH, WIDTH, aside);
  }

  boolean isLine() {
    return box < 0;
  }

  /** A piece of a line, from one row to the next. */
  static final class Link {
    final Item from;
    final Item to;
    final double fromPort;
    final double toPort;

    Link(Item from, double fromPort, Item to, double toPort) {
      this.from = from;
      this.fromPort = fromPort;
      this.to = to;
      this.toPort = toPort;
      from.down.add(this);
      to.up.add(this);
    }

    /**
     * The more, the more it should be straight: lines on their way most of all, ways around
     * something least.
     */
    int rank() {
      return from.isLine() && to.isLine() ? 3 : from.aside || to.aside ? 1 : 2;
    }

    /** How far the lower end lies right of the upper one. */
    double slant() {
      return to.x + toPort - from.x - fromPort;
    }
  }
}
