package org.nnd.benchmarks;

import java.util.Arrays;

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

  /** The time between rounds. */
  final class Stopwatch {
    private final long end;
    private double[] times = new double[64];
    private int count;

    /** Runs for so long. */
    public Stopwatch(double seconds) {
      end = System.nanoTime() + (long) (seconds * 1e9);
    }

    /** A round is done. */
    public void lap() {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
      }
      times[count++] = System.nanoTime() / 1e6;
    }

    /** Whether the turn is over; it lasts for two rounds at least. */
    public boolean over() {
      return count > 1 && System.nanoTime() > end;
    }

    double[] laps() {
      double[] laps = new double[count - 1];
      for (int i = 0; i < laps.length; i++) {
        laps[i] = times[i + 1] - times[i];
      }
      return laps;
    }
  }
}
