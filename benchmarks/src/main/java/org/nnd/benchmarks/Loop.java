package org.nnd.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nnd.Compiler;
import org.nnd.runtime.Data;
import org.nnd.runtime.Epoch;
import org.nnd.runtime.StepsPerRun;
import org.nnd.runtime.Trainer;
import org.nnd.train.Experiment;
import org.nnd.train.Training;

/**
 * How much of an epoch's time is inside ONNX Runtime, and what the loop around it allocates.
 *
 * <p>Arguments: a text, the folder or file of its data, and numbers of steps in a run, or {@code
 * auto}, which it is if there are none. Each of several has a training of its own, and their epochs
 * take turns.
 */
public final class Loop {
  private final int count;
  private int turn;

  private Loop(int count) {
    this.count = count;
  }

  private static StepsPerRun steps(String number) {
    return number.equals(StepsPerRun.AUTO.toString())
        ? StepsPerRun.AUTO
        : StepsPerRun.of(Integer.parseInt(number));
  }

  private synchronized void await(int number) {
    try {
      while (turn != number) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void next() {
    turn = (turn + 1) % count;
    notifyAll();
  }

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    Experiment e = Compiler.choose(Compiler.check(file), Optional.empty());
    Training training = e.training().orElseThrow();
    Data data =
        Data.read(e.network(), training, training.data().orElseThrow().at(args[1]), Path.of("."));
    List<StepsPerRun> steps =
        args.length > 2
            ? Arrays.stream(args).skip(2).map(Loop::steps).toList()
            : List.of(StepsPerRun.AUTO);
    System.out.println(
        "| epoch | steps in a run | seconds | in run | bytes a step | collections |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    Loop turns = new Loop(steps.size());
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<?>> trainings = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int number = i;
      StepsPerRun each = steps.get(i);
      trainings.add(
          threads.submit(
              () -> {
                try (Trainer trainer =
                    new Trainer(training, data, Threads.execution().with(each))) {
                  trainer.run(turns.new Lines(trainer, each, number));
                }
              }));
    }
    for (Future<?> t : trainings) {
      t.get();
    }
    threads.shutdown();
  }

  /** Prints a line for each epoch. */
  private final class Lines implements Trainer.Listener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Trainer trainer;
    private final StepsPerRun each;
    private final int number;
    private long start;
    private double computed;
    private long allocated;
    private long collections;
    private int steps;

    Lines(Trainer trainer, StepsPerRun each, int number) {
      this.trainer = trainer;
      this.each = each;
      this.number = number;
    }

    @Override
    public void begin(int epoch, int count, int done) {
      await(number);
      steps = count - done;
      computed = trainer.computing();
      collections = collections();
      allocated = threads.getCurrentThreadAllocatedBytes();
      start = System.nanoTime();
    }

    @Override
    public void end(Epoch epoch) {
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "| %d | %s | %.2f | %.1f %% | %d | %d |%n",
          epoch.number(),
          each,
          seconds,
          100 * (trainer.computing() - computed) / seconds,
          (threads.getCurrentThreadAllocatedBytes() - allocated) / steps,
          collections() - collections);
      next();
    }

    private static long collections() {
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .mapToLong(GarbageCollectorMXBean::getCollectionCount)
          .sum();
    }
  }
}
