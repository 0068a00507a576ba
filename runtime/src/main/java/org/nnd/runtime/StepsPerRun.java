package org.nnd.runtime;

import java.util.Optional;
import java.util.OptionalInt;
import org.nnd.data.Dataset;
import org.nnd.ir.TensorType;
import org.nnd.summary.Summary;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * How many training steps one run of the graph does; the bits are the same with any number.
 *
 * @param number at most so many; empty for what pays
 */
public record StepsPerRun(OptionalInt number) {
  /** As many as pay. */
  public static final StepsPerRun AUTO = new StepsPerRun(OptionalInt.empty());

  /** By then a fiftieth is left of what a run costs beside its steps. */
  private static final int ENOUGH = 50;

  /** The multiply-adds of predictions, a third of a step's, that take the CPU some 0.1 s. */
  private static final long WORK = 600_000_000;

  /** The most bytes of a state that is there twice more during a run on the CPU. */
  private static final long STATE = 32L << 20;

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

  /** How many a run does at most. */
  int most(Provider provider, Training training, Dataset data) {
    if (number.isPresent()) {
      return number.getAsInt();
    }
    int batch = Math.min(training.batch(), data.size());
    long bytes = data.columns().values().stream().mapToLong(c -> bytes(c.longest())).sum();
    long fit = BYTES / Math.max(1, batch * bytes);
    long pay = provider.kind() == Provider.Kind.CPU ? onCpu(training, data, batch) : ENOUGH;
    return (int) Math.max(1, Math.min(pay, fit));
  }

  /**
   * How many pay on the CPU, where a step in a run of its own loses what is between two runs: as
   * many as take about a tenth of a second, if there is room for their state.
   */
  private static long onCpu(Training training, Dataset data, int batch) {
    Experiment e = new Experiment(training.network(), Optional.of(training));
    Summary costs = Summary.of(e, batch, data.lengths(e.network().inputs()));
    long state = costs.memory().weights() * training.descent().copies();
    long work = Math.max(1, batch * costs.multiplyAdds());
    return state > STATE ? 1 : Math.min(ENOUGH, WORK / work);
  }

  private static long bytes(TensorType type) {
    return type.shape().size().orElseThrow() * type.element().bytes();
  }

  /** As it is asked for: {@code auto}, or a number. */
  @Override
  public String toString() {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "auto";
  }
}
