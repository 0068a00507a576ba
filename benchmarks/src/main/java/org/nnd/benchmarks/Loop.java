package org.nnd.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.nnd.Compiler;
import org.nnd.runtime.Data;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.Trainer;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * How much of an epoch's time is inside ONNX Runtime, and what the loop around it allocates.
 *
 * <p>Arguments: a text, the folder or file of its data.
 */
public final class Loop {
  private Loop() {}

  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    Experiment e = Compiler.choose(Compiler.check(file), Optional.empty());
    Training training = e.training().orElseThrow();
    Data data =
        Data.read(e.network(), training, training.data().orElseThrow().at(args[1]), Path.of("."));
    System.out.println("| epoch | seconds | in run | bytes a step | collections |");
    System.out.println("| --- | --- | --- | --- | --- |");
    try (Trainer trainer = new Trainer(training, data)) {
      trainer.run(new Lines(trainer));
    }
  }

  /** Prints a line for each epoch. */
  private static final class Lines implements Trainer.Listener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Trainer trainer;
    private double computed;
    private long allocated;
    private long collections;
    private int steps;

    Lines(Trainer trainer) {
      this.trainer = trainer;
    }

    @Override
    public void begin(int epoch, int count, int done) {
      steps = count - done;
      computed = trainer.computing();
      collections = collections();
      allocated = threads.getCurrentThreadAllocatedBytes();
    }

    @Override
    public void end(Epoch epoch) {
      System.out.printf(
          Locale.ROOT,
          "| %d | %.2f | %.1f %% | %d | %d |%n",
          epoch.number(),
          epoch.seconds(),
          100 * (trainer.computing() - computed) / epoch.seconds(),
          (threads.getCurrentThreadAllocatedBytes() - allocated) / steps,
          collections() - collections);
    }

    private static long collections() {
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .mapToLong(GarbageCollectorMXBean::getCollectionCount)
          .sum();
    }
  }
}
