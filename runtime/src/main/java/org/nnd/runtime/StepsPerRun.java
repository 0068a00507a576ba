package org.nnd.runtime;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;

/**
 * How many training steps one run of the graph does; the bits are the same with any number.
 *
 * @param number at most so many; empty for what pays
 */
public record StepsPerRun(OptionalInt number) {
  /** As many as pay. */
  public static final StepsPerRun AUTO = new StepsPerRun(OptionalInt.empty());

  /** By then a fiftieth is left of what it takes to move the state between host and device. */
  private static final int ENOUGH = 50;

  /** The most bytes of a run's batches, where the number is not given. */
  private static final long BYTES = 256L << 20;

  public StepsPerRun {
    if (number.isPresent() && number.getAsInt() < 1) {
      throw new IllegalArgumentException("a run does at least 1 step, not " + number.getAsInt());
    }
  }

  /** At most so many: there are fewer before a checkpoint, and where lengths or sizes change. */
  public static StepsPerRun of(int number) {
    return new StepsPerRun(OptionalInt.of(number));
  }

  /**
   * How many a run does at most: on the CPU the state is where it is needed, and a run costs little
   * beside a step.
   */
  int most(Provider provider, Dataset data, int batch) {
    if (number.isPresent()) {
      return number.getAsInt();
    }
    if (provider.kind() == Provider.Kind.CPU) {
      return 1;
    }
    long bytes = data.columns().values().stream().mapToLong(StepsPerRun::longest).sum();
    long fit = BYTES / Math.max(1, Math.min(batch, data.size()) * bytes);
    return (int) Math.max(1, Math.min(ENOUGH, fit));
  }

  /** The bytes of a column's longest example. */
  private static long longest(Column column) {
    Shape shape = column.type().shape();
    Shape whole =
        shape.size().isPresent()
            ? shape
            : shape.with(
                0, Dim.of(IntStream.range(0, column.size()).map(column::length).max().orElse(0)));
    return whole.size().orElseThrow() * column.type().element().bytes();
  }

  /** As it is asked for: {@code auto}, or a number. */
  @Override
  public String toString() {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "auto";
  }
}
