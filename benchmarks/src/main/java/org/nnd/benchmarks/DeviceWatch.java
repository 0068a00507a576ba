package org.nnd.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a GPU does meanwhile, as {@code nvidia-smi} tells several times a second: how much of its
 * memory is taken, and in what share of the time a kernel runs.
 */
final class DeviceWatch implements AutoCloseable {
  private final Optional<Process> process;
  private final List<Look> looks = Collections.synchronizedList(new ArrayList<>());

  /**
   * One look at it.
   *
   * @param memory taken, MiB
   * @param busy percent of the time since the last look but one
   */
  record Look(double memory, double busy) {
    /** Reads a line such as {@code 1234, 87}. */
    static Optional<Look> of(String line) {
      String[] numbers = line.split(",", -1);
      try {
        return Optional.of(
            new Look(
                Double.parseDouble(numbers[0].strip()), Double.parseDouble(numbers[1].strip())));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty(); // "[N/A]", or what a driver has to complain of
      }
    }
  }

  private DeviceWatch(Optional<Process> process) {
    this.process = process;
    process.ifPresent(
        p -> {
          Thread reader = new Thread(() -> read(p), "nvidia-smi");
          reader.setDaemon(true);
          reader.start();
        });
  }

  /** Watches the first GPU, or nothing if there is no {@code nvidia-smi}. */
  static DeviceWatch start() {
    ProcessBuilder smi =
        new ProcessBuilder(
            "nvidia-smi",
            "--id=0",
            "--query-gpu=memory.used,utilization.gpu",
            "--format=csv,noheader,nounits",
            "--loop-ms=200");
    try {
      return new DeviceWatch(Optional.of(smi.redirectErrorStream(true).start()));
    } catch (IOException e) {
      return new DeviceWatch(Optional.empty());
    }
  }

  /** The first GPU's name, driver and memory; empty if nobody tells. */
  static Optional<String> name() {
    try {
      Process smi =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--id=0",
                  "--query-gpu=name,driver_version,memory.total",
                  "--format=csv,noheader")
              .start();
      String told = new String(smi.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(told.strip()).filter(name -> !name.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void read(Process process) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Look.of(line).ifPresent(looks::add);
      }
    } catch (IOException e) {
      // it was closed
    }
  }

  /** The most memory that was taken; empty if nothing was told. */
  Optional<Double> memory() {
    synchronized (looks) {
      return looks.stream().map(Look::memory).max(Double::compare);
    }
  }

  /** The share of time in which a kernel ran, from 0 to 1, the first half of the looks apart. */
  Optional<Double> busy() {
    synchronized (looks) {
      return looks.isEmpty()
          ? Optional.empty()
          : Optional.of(
              looks.stream().skip(looks.size() / 2).mapToDouble(Look::busy).average().orElse(0)
                  / 100);
    }
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroy);
  }
}
