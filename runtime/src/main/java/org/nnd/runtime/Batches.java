package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/**
 * Examples of a data set, a few at a time: a batch is a function of seed, epoch and its place in
 * the epoch.
 *
 * <p>Batches are prepared ahead of their use by other threads, in buffers that are used again, each
 * at its place in a stack of them. Examples of free length are filled up with zeros to the longest
 * of their batch.
 */
final class Batches implements AutoCloseable {
  /** Threads that prepare: a quarter of the processors, for ONNX Runtime needs them too. */
  private static final int AHEAD =
      Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 4));

  private final Dataset data;
  private final int batch;
  private final long seed;
  private final int most;
  private final List<Map<String, Room>> rooms = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AHEAD,
          task -> {
            Thread thread = new Thread(task, "nnd batches");
            thread.setDaemon(true);
            return thread;
          });

  /** The tensors of a batch by their inputs; good until the next one is asked for. */
  record Batch(Map<String, OnnxTensor> tensors, int size) {}

  /**
   * Makes room for batches, one at a time.
   *
   * @param seed of the order of examples
   * @throws NndException if a batch would be too large (NND0514)
   */
  Batches(Dataset data, int batch, long seed) {
    this(data, batch, seed, 1);
  }

  /**
   * Makes room for stacks of batches.
   *
   * @param seed of the order of examples
   * @param most how many batches there are in a stack at most
   * @throws NndException if a batch would be too large (NND0514), or a stack (NND0710)
   */
  Batches(Dataset data, int batch, long seed, int most) {
    this.data = data;
    this.batch = Math.min(batch, data.size());
    this.seed = seed;
    this.most = Math.min(most, count());
    data.columns().values().stream()
        .filter(c -> c.type().shape().size().isPresent())
        .forEach(c -> check(c.type()));
    int ahead = (AHEAD + this.most - 1) / this.most;
    IntStream.rangeClosed(0, ahead).forEach(i -> rooms.add(new HashMap<>()));
  }

  private void check(TensorType example) {
    long bytes = bytes(example, batch);
    if (bytes * most > Integer.MAX_VALUE) {
      throw new NndException(
          Diagnostic.of(
                  "NND0710",
                  String.format(
                      Locale.ROOT,
                      "%,d batches of %,d times %s are over 2 GiB",
                      most,
                      batch,
                      example))
              .help(
                  String.format(
                      Locale.ROOT,
                      "do fewer steps in a run: --steps-per-run %d",
                      Integer.MAX_VALUE / bytes)));
    }
  }

  private static int bytes(TensorType example, int examples) {
    long bytes = examples * example.shape().size().orElseThrow() * example.element().bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new NndException(
          Diagnostic.of(
                  "NND0514",
                  String.format(
                      Locale.ROOT, "a batch of %,d times %s is over 2 GiB", examples, example))
              .help("use a smaller batch"));
    }
    return (int) bytes;
  }

  /** The number of examples in all. */
  int examples() {
    return data.size();
  }

  /** How many there are in an epoch; the last one may be smaller. */
  int count() {
    return (data.size() + batch - 1) / batch;
  }

  /** The number of examples in a batch. */
  private int size(int index) {
    return Math.min(batch, data.size() - index * batch);
  }

  /**
   * The batches of an epoch, which is counted from 1.
   *
   * @param from the first one, counted from 0
   */
  Feed epoch(int epoch, int from) {
    return epoch(epoch, from, done -> false);
  }

  /**
   * The same.
   *
   * @param ends whether a stack ends when so many batches of the epoch are done
   */
  Feed epoch(int epoch, int from, IntPredicate ends) {
    return new Feed(data.epoch(epoch), data.order(seed * 1_000_003 + epoch, batch), from, ends);
  }

  /** The batches with the examples as they stand. */
  Feed inOrder() {
    return new Feed(data, IntStream.range(0, data.size()).toArray(), 0, done -> false);
  }

  /** Batches one after the other. Of one data set, only one feed may be open at a time. */
  final class Feed implements AutoCloseable {
    private final Dataset seen;
    private final int[] order;
    private final IntPredicate ends;
    private final Deque<Filling> ahead = new ArrayDeque<>();
    private int planned;
    private int stacks;

    private Feed(Dataset seen, int[] order, int from, IntPredicate ends) {
      this.seen = seen;
      this.order = order;
      this.ends = ends;
      this.planned = from;
      for (int i = 1; i < rooms.size(); i++) {
        prepare();
      }
    }

    private void prepare() {
      if (planned < count()) {
        Map<String, TensorType> types = types(planned);
        int end = planned + 1;
        while (end < count()
            && fits(types, end + 1 - planned)
            && !ends.test(end)
            && types(end).equals(types)) {
          end++;
        }
        Map<String, Room> room = rooms.get(stacks++ % rooms.size());
        Filling filling = filling(types, planned, end, room);
        filling.tasks.forEach(threads::execute);
        ahead.add(filling);
        planned = end;
      }
    }

    /** What each input takes of a batch, examples of free length as long as the longest. */
    private Map<String, TensorType> types(int index) {
      int first = index * batch;
      int size = size(index);
      Map<Dim, Integer> longest = new HashMap<>();
      for (Column column : seen.columns().values()) {
        Shape shape = column.type().shape();
        if (shape.size().isEmpty()) {
          for (int i = first; i < first + size; i++) {
            longest.merge(shape.dim(0), column.length(order[i]), Math::max);
          }
        }
      }
      Map<String, TensorType> types = new LinkedHashMap<>();
      seen.columns()
          .forEach(
              (name, column) -> {
                Shape shape = column.type().shape();
                Integer length = shape.rank() == 0 ? null : longest.get(shape.dim(0));
                Shape each = length == null ? shape : shape.with(0, Dim.of(length));
                bytes(column.type().shaped(each), size);
                types.put(name, column.type().shaped(each.insert(0, Dim.of(size))));
              });
      return types;
    }

    private Filling filling(
        Map<String, TensorType> types, int from, int to, Map<String, Room> room) {
      List<Stack.Input> inputs = new ArrayList<>();
      types.forEach(
          (name, type) -> {
            Stack.Input in =
                new Stack.Input(name, type, room.computeIfAbsent(name, n -> new Room()));
            in.room().reserve((to - from) * in.bytes());
            inputs.add(in);
          });
      List<FutureTask<Void>> tasks =
          IntStream.range(from, to)
              .mapToObj(i -> new FutureTask<Void>(() -> fill(inputs, i, i - from), null))
              .toList();
      return new Filling(tasks, new Stack(inputs, to - from, size(from)));
    }

    private void fill(List<Stack.Input> inputs, int index, int place) {
      int size = size(index);
      for (Stack.Input in : inputs) {
        Column column = seen.columns().get(in.name());
        ByteBuffer to = in.room().bytes(place * in.bytes(), in.bytes());
        for (int i = 0; i < size; i++) {
          column.write(order[index * batch + i], to.position(i * (in.bytes() / size)));
          zeros(to, (i + 1) * (in.bytes() / size));
        }
      }
    }

    /**
     * The next batches, as many as a stack holds.
     *
     * @throws NndException if data that is read only now is wrong
     */
    Stack stack() {
      Filling next = ahead.remove();
      next.await();
      prepare();
      return next.stack;
    }

    /**
     * The next batch, where a stack holds one.
     *
     * @throws NndException if data that is read only now is wrong
     */
    Batch next() throws OrtException {
      Stack one = stack();
      return new Batch(one.batch(0), one.size());
    }

    /** Waits until no thread writes into the buffers any more. */
    @Override
    public void close() {
      while (!ahead.isEmpty()) {
        try {
          ahead.remove().await();
        } catch (NndException e) {
          // it was not asked for any more
        }
      }
    }
  }

  /** Whether so many batches are within the reach of a buffer, and of a stack. */
  private boolean fits(Map<String, TensorType> types, int batches) {
    return batches <= most
        && types.values().stream().allMatch(t -> (long) batches * bytes(t, 1) <= Integer.MAX_VALUE);
  }

  /** A stack, and what fills it: a task for each batch. */
  private record Filling(List<FutureTask<Void>> tasks, Stack stack) {
    /** Waits for all; what no thread has begun this one does, rather than wait. */
    void await() {
      tasks.forEach(FutureTask::run);
      Throwable wrong = null;
      for (FutureTask<Void> task : tasks) {
        try {
          task.get();
        } catch (ExecutionException e) {
          wrong = wrong == null ? e.getCause() : wrong;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
      if (wrong != null) {
        throw wrong instanceof RuntimeException cause ? cause : new IllegalStateException(wrong);
      }
    }
  }

  private static void zeros(ByteBuffer to, int end) {
    while (to.position() < end) {
      to.put((byte) 0);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    rooms.forEach(all -> all.values().forEach(Room::close));
  }
}
