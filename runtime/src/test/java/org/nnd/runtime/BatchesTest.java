package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

final class BatchesTest {
  /** Examples that hold their own number, as often as the type has room. */
  private record Numbered(TensorType type, int size) implements Column {
    @Override
    public void write(int example, ByteBuffer to) {
      for (int i = 0; i < type.shape().size().orElseThrow(); i++) {
        if (type.element() == ElementType.FLOAT) {
          to.putFloat(example);
        } else {
          to.putLong(example);
        }
      }
    }
  }

  private static Dataset examples(int size) {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("x", new Numbered(TensorType.of(ElementType.FLOAT, 2), size));
    columns.put("label", new Numbered(TensorType.scalar(ElementType.INT64), size));
    return new Dataset(columns, List.of());
  }

  private static List<List<Long>> labels(Batches.Feed feed, int count) throws OrtException {
    List<List<Long>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long[] labels = (long[]) feed.next().tensors().get("label").getValue();
      all.add(LongStream.of(labels).boxed().toList());
    }
    return all;
  }

  @Test
  void theLastBatchIsSmaller() throws OrtException {
    try (Batches batches = new Batches(examples(5), 2, 1);
        Batches.Feed feed = batches.inOrder()) {
      assertEquals(3, batches.count());
      assertEquals(List.of(List.of(0L, 1L), List.of(2L, 3L)), labels(feed, 2));
      Batches.Batch batch = feed.next();
      assertEquals(1, batch.size());
      OnnxTensor x = batch.tensors().get("x");
      assertArrayEquals(new float[][] {{4, 4}}, (float[][]) x.getValue());
    }
  }

  @Test
  void anEpochCanBeginAnywhere() throws OrtException {
    try (Batches batches = new Batches(examples(9), 2, 7)) {
      for (int epoch : new int[] {1, 2}) {
        List<List<Long>> whole;
        try (Batches.Feed feed = batches.epoch(epoch, 0)) {
          whole = labels(feed, 5);
        }
        int[] order = Dataset.shuffled(9, 7 * 1_000_003 + epoch);
        assertEquals(List.of((long) order[0], (long) order[1]), whole.get(0));
        for (int from = 0; from < 5; from++) {
          try (Batches.Feed feed = batches.epoch(epoch, from)) {
            assertEquals(whole.subList(from, 5), labels(feed, 5 - from));
          }
        }
        try (Batches.Feed feed = batches.epoch(epoch, 0)) {
          labels(feed, 2); // the rest is not asked for
        }
      }
    }
  }

  @Test
  void whatIsWrongWithDataIsToldByTheBatchThatNeedsIt() throws OrtException {
    Column wrong =
        new Column() {
          @Override
          public TensorType type() {
            return TensorType.scalar(ElementType.INT64);
          }

          @Override
          public int size() {
            return 4;
          }

          @Override
          public void write(int example, ByteBuffer to) {
            if (example == 3) {
              throw new NndException(Diagnostic.of("NND0402", "example 3 is wrong"));
            }
            to.putLong(example);
          }
        };
    try (Batches batches = new Batches(new Dataset(Map.of("label", wrong), List.of()), 2, 1);
        Batches.Feed feed = batches.inOrder()) {
      assertEquals(List.of(List.of(0L, 1L)), labels(feed, 1));
      NndException told = assertThrows(NndException.class, feed::next);
      assertEquals("error[NND0402]: example 3 is wrong\n", told.getMessage());
    }
  }

  /** Example i is i + 1 numbers, all i + 1. */
  private record Growing(int size) implements Column {
    @Override
    public TensorType type() {
      return new TensorType(ElementType.INT64, Shape.of(new Dim.Named("T")));
    }

    @Override
    public int length(int example) {
      return example + 1;
    }

    @Override
    public void write(int example, ByteBuffer to) {
      IntStream.rangeClosed(0, example).forEach(i -> to.putLong(example + 1));
    }
  }

  @Test
  void shorterExamplesAreFilledUpWithZeros() throws OrtException {
    Dataset data = new Dataset(Map.of("x", new Growing(3)), List.of());
    try (Batches batches = new Batches(data, 2, 1);
        Batches.Feed feed = batches.inOrder()) {
      OnnxTensor x = feed.next().tensors().get("x");
      assertArrayEquals(new long[][] {{1, 0}, {2, 2}}, (long[][]) x.getValue());
      x = feed.next().tensors().get("x");
      assertArrayEquals(new long[][] {{3, 3, 3}}, (long[][]) x.getValue());
    }
  }

  @Test
  void theExamplesOfABatchAreOfSimilarLength() {
    Dataset data = new Dataset(Map.of("x", new Growing(103)), List.of());
    int[] order = data.order(5, 10);
    assertEquals(103, IntStream.of(order).distinct().count());
    for (int b = 0; b < 100; b += 10) {
      int[] batch = Arrays.copyOfRange(order, b, b + 10);
      int range = IntStream.of(batch).max().orElseThrow() - IntStream.of(batch).min().orElseThrow();
      assertEquals(9, range);
    }
    assertFalse(Arrays.equals(order, data.order(6, 10)));
  }

  @Test
  void batchesOfTheSameLengthsMakeAStack() throws OrtException {
    try (Batches batches = new Batches(examples(9), 2, 1, 3);
        Batches.Feed feed = batches.epoch(1, 0, done -> false)) {
      int[] order = Dataset.shuffled(9, 1_000_003 + 1);
      Stack stack = feed.stack();
      assertEquals(3, stack.batches());
      long[][] labels = {
        {order[0], order[1]}, {order[2], order[3]}, {order[4], order[5]},
      };
      assertArrayEquals(labels, (long[][]) stack.tensors().get("label").getValue());
      assertArrayEquals(labels[1], (long[]) stack.batch(1).get("label").getValue());
      assertArrayEquals(
          Arrays.copyOf(labels, 2), (long[][]) stack.first(2).tensors().get("label").getValue());
      stack = feed.stack();
      assertEquals(List.of(1, 2), List.of(stack.batches(), stack.size()));
      stack = feed.stack();
      assertEquals(List.of(1, 1), List.of(stack.batches(), stack.size()));
      float last = order[8];
      assertArrayEquals(
          new float[][][] {{{last, last}}}, (float[][][]) stack.tensors().get("x").getValue());
    }
  }

  @Test
  void aStackEndsWhereItIsToldTo() {
    try (Batches batches = new Batches(examples(20), 2, 1, 4)) {
      List<Integer> sizes = new ArrayList<>();
      try (Batches.Feed feed = batches.epoch(1, 1, done -> done % 3 == 0)) {
        for (int done = 1; done < 10; done += sizes.get(sizes.size() - 1)) {
          sizes.add(feed.stack().batches());
        }
      }
      assertEquals(List.of(2, 3, 3, 1), sizes);
    }
  }

  @Test
  void batchesOfOtherLengthsMakeAStackOfTheirOwn() throws OrtException {
    Dataset data = new Dataset(Map.of("x", new Growing(4)), List.of());
    try (Batches batches = new Batches(data, 1, 1, 3);
        Batches.Feed feed = batches.inOrder()) {
      for (int i = 0; i < 4; i++) {
        Stack stack = feed.stack();
        assertEquals(1, stack.batches());
        assertArrayEquals(new long[] {1, 1, i + 1}, stack.tensors().get("x").getInfo().getShape());
      }
    }
  }

  @Test
  void aBatchIsNoLargerThanTheData() throws OrtException {
    try (Batches batches = new Batches(examples(5), 1 << 20, 1);
        Batches.Feed feed = batches.inOrder()) {
      assertEquals(1, batches.count());
      assertEquals(5, feed.next().size());
    }
  }

  @Test
  void aBatchBeyondTheReachOfABufferIsRefused() {
    Column large = new Numbered(TensorType.of(ElementType.FLOAT, 1000, 1000), 1000);
    Dataset data = new Dataset(Map.of("x", large), List.of());
    NndException refused = assertThrows(NndException.class, () -> new Batches(data, 1000, 1));
    assertEquals(
        """
        error[NND0514]: a batch of 1,000 times float[1000, 1000] is over 2 GiB
          help: use a smaller batch
        """,
        refused.getMessage());
  }
}
