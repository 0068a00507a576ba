package org.nnd.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is done for a batch before it is fed: 64 examples of the digits, shuffled, put together. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BatchBenchmark {
  private static final int BATCH = 64;

  private final ByteBuffer room = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.nativeOrder());
  private Dataset digits;
  private int[] order;
  private int next;

  @Setup
  public void read() {
    Text text = new Text(Path.of("examples/digits.nnd"), Map.of());
    digits = Epochs.read(text.experiment(), Path.of("examples/data/digits.csv")).training();
    order = digits.order(1, BATCH);
  }

  @Benchmark
  public ByteBuffer batch() {
    for (Column column : digits.columns().values()) {
      room.clear();
      for (int i = 0; i < BATCH; i++) {
        column.write(order[(next + i) % order.length], room);
      }
    }
    next = (next + BATCH) % order.length;
    return room;
  }

  @Benchmark
  public int[] order() {
    return digits.order(++next, BATCH);
  }
}
