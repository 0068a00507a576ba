package org.nnd.report;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The few examples that a network is most wrong about. */
final class Worst {
  private static final int MOST = 12;

  private static final Comparator<Example> LEAST_FIRST =
      Comparator.comparingDouble(Example::wrong).thenComparing(Example::number, (a, b) -> b - a);

  private final PriorityQueue<Example> all = new PriorityQueue<>(LEAST_FIRST);

  /**
   * An example.
   *
   * @param number its place in the data set
   * @param wrong how wrong, the more the worse
   * @param caption what is said of it
   */
  record Example(int number, double wrong, String caption) {}

  void add(Example e) {
    all.add(e);
    if (all.size() > MOST) {
      all.remove();
    }
  }

  /** The worst one first. */
  List<Example> examples() {
    return all.stream().sorted(LEAST_FIRST.reversed()).toList();
  }
}
