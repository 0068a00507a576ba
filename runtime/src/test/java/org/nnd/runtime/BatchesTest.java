package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;
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

  @Test
  void theLastBatchIsSmaller() throws OrtException {
    Batches batches = new Batches(examples(5), 2);
    assertEquals(3, batches.count());
    assertEquals(List.of(2, 2, 1), List.of(batches.size(0), batches.size(1), batches.size(2)));
    int[] order = {4, 3, 2, 1, 0};
    try (Batches.Batch batch = batches.write(1, order)) {
      OnnxTensor x = batch.tensors().get("x");
      assertArrayEquals(new float[][] {{2, 2}, {1, 1}}, (float[][]) x.getValue());
      assertArrayEquals(new long[] {2, 1}, (long[]) batch.tensors().get("label").getValue());
    }
    try (Batches.Batch batch = batches.write(2, order)) {
      OnnxTensor x = batch.tensors().get("x");
      assertArrayEquals(new float[][] {{0, 0}}, (float[][]) x.getValue());
      assertArrayEquals(new long[] {0}, (long[]) batch.tensors().get("label").getValue());
    }
  }

  @Test
  void aBatchIsNoLargerThanTheData() {
    Batches batches = new Batches(examples(5), 1 << 20);
    assertEquals(1, batches.count());
    assertEquals(5, batches.size(0));
  }

  @Test
  void aBatchBeyondTheReachOfABufferIsRefused() {
    Column large = new Numbered(TensorType.of(ElementType.FLOAT, 1000, 1000), 1000);
    Dataset data = new Dataset(Map.of("x", large), List.of());
    NndException refused = assertThrows(NndException.class, () -> new Batches(data, 1000));
    assertEquals(
        """
        error[NND0514]: a batch of 1,000 times float[1000, 1000] is over 2 GiB
          help: use a smaller batch
        """,
        refused.getMessage());
  }
}
