package org.nnd.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Where in its row everything stands: what a line should pass straight has one axis, and such
 * columns are drawn towards each other by the lines between them, but keep their distance.
 */
final class Columns {
  private static final int ROUNDS = 300;

  /** Items over each other on one axis, each so far right of it. */
  private static final class Column {
    final List<Item> items = new ArrayList<>();
    final IdentityHashMap<Item, Double> shift = new IdentityHashMap<>();
    double x;
  }

  /** The second column stands right of the first, at least so far. */
  private record Gap(Column left, Column right, double least) {}

  private final List<List<Item>> rows;
  private final double space;
  private final IdentityHashMap<Item, Column> columns = new IdentityHashMap<>();
  private final List<Column> all = new ArrayList<>();
  private final List<Item.Link> straight = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  private Columns(List<List<Item>> rows, double space) {
    this.rows = rows;
    this.space = space;
  }

  /**
   * Gives each item its x.
   *
   * @param space between neighbours
   */
  static void of(List<List<Item>> rows, double space) {
    Columns columns = new Columns(rows, space);
    columns.align();
    columns.build();
    columns.settle();
  }

  /** Chooses the links that are straight: no two of them cross, no two share an end. */
  private void align() {
    List<Item.Link> wanted = new ArrayList<>();
    for (List<Item> row : rows) {
      for (Item i : row) {
        for (Item.Link l : i.down) {
          if (l == middle(i.down) && l == middle(l.to.up)) {
            wanted.add(l);
          }
        }
      }
    }
    wanted.sort(Comparator.comparingInt(l -> -l.rank()));
    for (Item.Link l : wanted) {
      if (straight.stream().noneMatch(s -> crosses(s, l))) {
        straight.add(l);
      }
    }
  }

  private static boolean crosses(Item.Link a, Item.Link b) {
    return a.from.row == b.from.row
        && Integer.signum(a.from.place - b.from.place) != Integer.signum(a.to.place - b.to.place);
  }

  /**
   * Of the links that should be straight most of all the one in the middle; of two the left one,
   * and of four or more none.
   */
  private static Item.Link middle(List<Item.Link> links) {
    int most = links.stream().mapToInt(Item.Link::rank).max().orElse(0);
    List<Item.Link> best = links.stream().filter(l -> l.rank() == most).toList();
    boolean one = best.size() % 2 == 1 || best.size() == 2;
    return one ? sorted(best).get((best.size() - 1) / 2) : null;
  }

  private static List<Item.Link> sorted(List<Item.Link> links) {
    return links.stream()
        .sorted(
            Comparator.<Item.Link>comparingInt(l -> l.from.place)
                .thenComparingInt(l -> l.to.place)
                .thenComparingDouble(l -> l.fromPort)
                .thenComparingDouble(l -> l.toPort))
        .toList();
  }

  private void build() {
    IdentityHashMap<Item, Item.Link> above = new IdentityHashMap<>();
    straight.forEach(l -> above.put(l.to, l));
    for (List<Item> row : rows) {
      for (Item i : row) {
        Item.Link l = above.get(i);
        Column c = l == null ? new Column() : columns.get(l.from);
        if (l == null) {
          all.add(c);
        }
        c.items.add(i);
        c.shift.put(i, l == null ? 0 : c.shift.get(l.from) + l.fromPort - l.toPort);
        columns.put(i, c);
      }
    }
    for (List<Item> row : rows) {
      for (int i = 0; i + 1 < row.size(); i++) {
        Item a = row.get(i);
        Item b = row.get(i + 1);
        Column left = columns.get(a);
        Column right = columns.get(b);
        double least = a.right + space + b.left + left.shift.get(a) - right.shift.get(b);
        gaps.add(new Gap(left, right, least));
      }
    }
  }

  private void settle() {
    push();
    for (int round = 0; round < ROUNDS; round++) {
      for (Column c : all) {
        c.x += pull(c);
      }
      for (int i = 0; i < 4; i++) {
        for (Gap g : gaps) {
          double missing = g.least - (g.right.x - g.left.x);
          if (missing > 0) {
            g.left.x -= missing / 2;
            g.right.x += missing / 2;
          }
        }
      }
    }
    all.forEach(c -> c.x = Math.rint(c.x));
    push();
    all.stream().filter(Columns::isLoose).forEach(this::approach);
    columns.forEach((i, c) -> i.x = c.x + c.shift.get(i));
  }

  private static boolean isLoose(Column c) {
    return c.items.stream().allMatch(i -> i.up.isEmpty() && i.down.isEmpty());
  }

  /** Moves what no line draws anywhere to its neighbour on the right. */
  private void approach(Column c) {
    gaps.stream()
        .filter(g -> g.left == c)
        .mapToDouble(g -> g.right.x - g.least)
        .min()
        .ifPresent(x -> c.x = Math.floor(x));
  }

  /** How far its links draw it, most of the way. */
  private double pull(Column c) {
    double sum = 0;
    double weight = 0;
    for (Item i : c.items) {
      double x = c.x + c.shift.get(i);
      for (Item.Link l : i.up) {
        Column other = columns.get(l.from);
        if (other != c) {
          sum += l.rank() * (other.x + other.shift.get(l.from) + l.fromPort - x - l.toPort);
          weight += l.rank();
        }
      }
      for (Item.Link l : i.down) {
        Column other = columns.get(l.to);
        if (other != c) {
          sum += l.rank() * (other.x + other.shift.get(l.to) + l.toPort - x - l.fromPort);
          weight += l.rank();
        }
      }
    }
    return weight == 0 ? 0 : 0.7 * sum / weight;
  }

  /** Moves columns to the right until all keep their distance. */
  private void push() {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Gap g : gaps) {
        double least = Math.ceil(g.left.x + g.least - 1e-6);
        if (g.right.x < least - 1e-6) {
          g.right.x = least;
          moved = true;
        }
      }
    }
  }
}
