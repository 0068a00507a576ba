package org.nnd.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Something that is done again and again while it is its turn, and timed. */
public interface Turns extends AutoCloseable {

  /** One round of it, unless a turn is said to be something else. */
  void round() throws Exception;

  /**
   * Rounds for so long.
   *
   * @return the milliseconds of each but the first one, in which threads wake up and caches fill
   */
  default double[] turn(double seconds) throws Exception {
    Stopwatch watch = new Stopwatch(seconds);
    do {
      round();
      watch.lap();
    } while (!watch.over());
    return watch.laps();
  }

  /** The losses of the next rounds. */
  default double[] losses(int rounds) throws Exception {
    throw new UnsupportedOperationException("there are no losses");
  }

  @Override
  default void close() {}

  /** The time that rounds take. */
  final class Stopwatch {
    private final long end;
    private final List<Double> laps = new ArrayList<>();
    private double last;
    private boolean begun;

    /** Runs for so long. */
    public Stopwatch(double seconds) {
      end = System.nanoTime() + (long) (seconds * 1e9);
    }

    /** A round is done. */
    public void lap() {
      lap(1);
    }

    /** So many rounds are done, each of which took as long as the others. */
    public void lap(int rounds) {
      double now = System.nanoTime() / 1e6;
      if (begun) {
        laps.addAll(Collections.nCopies(rounds, (now - last) / rounds));
      }
      last = now;
      begun = true;
    }

    /** Whether the turn is over; it lasts for two laps at least. */
    public boolean over() {
      return !laps.isEmpty() && System.nanoTime() > end;
    }

    double[] laps() {
      return laps.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
