package org.nnd.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A training in a process of its own: how fast it is, and what the GPU does meanwhile. */
final class Side implements AutoCloseable {
  private final Remote remote;
  private final double seconds;
  private final List<Double> rates = new ArrayList<>();
  private int rounds;
  private Optional<Double> memory = Optional.empty();
  private Optional<Double> busy = Optional.empty();

  /**
   * A side that has not begun.
   *
   * @param seconds of each turn
   */
  Side(Remote remote, double seconds) {
    this.remote = remote;
    this.seconds = seconds;
  }

  /** Opens the training {@code step}, and lets it work alone once; gives its first losses. */
  double[] begin(Object... opening) throws IOException {
    Optional<Double> before = watched(watch -> watch.memory(), () -> pause());
    remote.ask(opening);
    double[] first = remote.ask("losses", "step", 3); // kernels are chosen, memory is planned
    long start = System.nanoTime();
    int done = remote.ask("losses", "step", 3).length;
    rounds = Math.max(3, (int) (seconds * 1e9 * done / (System.nanoTime() - start)));
    List<Optional<Double>> seen =
        watched(watch -> List.of(watch.memory(), watch.busy()), this::turn);
    memory = seen.get(0).flatMap(most -> before.map(b -> most - b));
    busy = seen.get(1);
    rates.clear();
    return Arrays.copyOf(first, 3);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static <T> T watched(Function<DeviceWatch, T> asked, Work work) throws IOException {
    try (DeviceWatch watch = DeviceWatch.start()) {
      work.run();
      return asked.apply(watch);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Works for about as long as a turn is, up to the last loss. */
  void turn() throws IOException {
    long start = System.nanoTime();
    int done = remote.ask("losses", "step", rounds).length;
    rates.add(done * 1e9 / (System.nanoTime() - start));
  }

  /** Steps a second, the median of the turns. */
  double rate() {
    return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
  }

  /** The device memory that it takes, if somebody knows. */
  String memory() {
    return memory.map(m -> String.format(Locale.ROOT, "%.0f", m)).orElse("");
  }

  /** The share of the time in which no kernel ran, if somebody knows. */
  String outside() {
    return busy.map(b -> String.format(Locale.ROOT, "%.0f %%", 100 * (1 - b))).orElse("");
  }

  @Override
  public void close() throws IOException {
    remote.close();
  }
}
