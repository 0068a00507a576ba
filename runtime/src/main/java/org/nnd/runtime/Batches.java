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
 * <p>Batches are prepared ahead of their use by other threads, in buffers that are used again.
 * Examples of free length are filled up with zeros to the longest of their batch.
 */
final class Batches implements AutoCloseable {
  /** Threads that prepare: a quarter of the processors, for ONNX Runtime needs them too. */
  private static final int AHEAD =
      Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 4));

  private final Dataset data;
  private final int batch;
  private final long seed;
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

  /** Memory for one input, used again and again, as the tensor that was last made of it. */
  private static final class Room {
    private ByteBuffer bytes = Tensors.direct(0);
    private TensorType type;
    private OnnxTensor tensor;

    /** Room for so many bytes, from the first on. */
    ByteBuffer of(int size) {
      if (bytes.capacity() < size) {
        close();
        bytes = Tensors.direct(size);
      }
      return bytes.clear();
    }

    /** What was written, as a tensor. */
    OnnxTensor tensor(TensorType as) throws OrtException {
      if (tensor == null || !as.equals(type)) {
        close();
        type = as;
        tensor =
            Tensors.onnx(
                bytes.duplicate().order(bytes.order()).flip(), as.element(), as.shape().sizes());
      }
      return tensor;
    }

    void close() {
      if (tensor != null) {
        tensor.close();
        tensor = null;
      }
    }
  }

  /**
   * Makes room for batches.
   *
   * @param seed of the order of examples
   * @throws NndException if a batch would be too large (NND0514)
   */
  Batches(Dataset data, int batch, long seed) {
    this.data = data;
    this.batch = Math.min(batch, data.size());
    this.seed = seed;
    data.columns().values().stream()
        .filter(c -> c.type().shape().size().isPresent())
        .forEach(c -> bytes(c.type(), this.batch, c.type().shape().size().orElseThrow()));
    IntStream.rangeClosed(0, AHEAD).forEach(i -> rooms.add(new HashMap<>()));
  }

  private static int bytes(TensorType example, int examples, long elements) {
    long bytes = examples * elements * example.element().bytes();
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
    return new Feed(data.epoch(epoch), data.order(seed * 1_000_003 + epoch, batch), from);
  }

  /** The batches with the examples as they stand. */
  Feed inOrder() {
    return new Feed(data, IntStream.range(0, data.size()).toArray(), 0);
  }

  /** Batches one after the other. Of one data set, only one feed may be open at a time. */
  final class Feed implements AutoCloseable {
    private final Dataset seen;
    private final int[] order;
    private final Deque<FutureTask<List<Filled>>> ahead = new ArrayDeque<>();
    private int index;

    private Feed(Dataset seen, int[] order, int from) {
      this.seen = seen;
      this.order = order;
      this.index = from;
      for (int i = from; i < from + AHEAD; i++) {
        prepare(i);
      }
    }

    private void prepare(int i) {
      if (i < count()) {
        Map<String, Room> room = rooms.get(i % rooms.size());
        FutureTask<List<Filled>> task = new FutureTask<>(() -> filled(seen, order, i, room));
        ahead.add(task);
        threads.execute(task);
      }
    }

    /**
     * The next batch.
     *
     * @throws NndException if data that is read only now is wrong
     */
    Batch next() throws OrtException {
      List<Filled> filled = result(ahead.remove());
      prepare(index + AHEAD);
      Batch next = new Batch(new LinkedHashMap<>(), size(index++));
      for (Filled f : filled) {
        next.tensors.put(f.name, f.room.tensor(f.type));
      }
      return next;
    }

    /** Waits until no thread writes into the buffers any more. */
    @Override
    public void close() {
      while (!ahead.isEmpty()) {
        try {
          result(ahead.remove());
        } catch (NndException e) {
          // it was not asked for any more
        }
      }
    }
  }

  /** What a task gives; if no thread has begun it this one does it, rather than wait. */
  private static List<Filled> result(FutureTask<List<Filled>> task) {
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A batch's numbers for one input, its axis of examples first. */
  private record Filled(String name, TensorType type, Room room) {}

  private List<Filled> filled(Dataset seen, int[] order, int index, Map<String, Room> rooms) {
    int size = size(index);
    int first = index * batch;
    Map<Dim, Integer> longest = new HashMap<>();
    for (Column column : seen.columns().values()) {
      Shape shape = column.type().shape();
      if (shape.size().isEmpty()) {
        for (int i = first; i < first + size; i++) {
          longest.merge(shape.dim(0), column.length(order[i]), Math::max);
        }
      }
    }
    List<Filled> filled = new ArrayList<>();
    seen.columns()
        .forEach(
            (name, column) -> {
              TensorType type = column.type();
              Dim length = type.shape().rank() == 0 ? Dim.of(1) : type.shape().dim(0);
              TensorType each =
                  longest.containsKey(length)
                      ? type.shaped(type.shape().with(0, Dim.of(longest.get(length))))
                      : type;
              int bytes = bytes(each, 1, each.shape().size().orElseThrow());
              Room room = rooms.computeIfAbsent(name, n -> new Room());
              ByteBuffer to = room.of(bytes(each, size, bytes / each.element().bytes()));
              for (int i = 0; i < size; i++) {
                column.write(order[first + i], to.position(i * bytes));
                zeros(to, (i + 1) * bytes);
              }
              Shape all = each.shape().insert(0, Dim.of(size));
              filled.add(new Filled(name, each.shaped(all), room));
            });
    return filled;
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
