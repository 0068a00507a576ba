package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;

/** Examples of a data set, a few at a time, through buffers that are used again. */
final class Batches {
  private final Dataset data;
  private final int batch;
  private final Map<String, ByteBuffer> buffers = new LinkedHashMap<>();

  Batches(Dataset data, int batch) {
    this.data = data;
    this.batch = Math.min(batch, data.size());
    data.columns()
        .forEach(
            (name, column) -> {
              long bytes = (long) this.batch * exampleBytes(column.type());
              buffers.put(name, Tensors.direct(Math.toIntExact(bytes)));
            });
  }

  private static int exampleBytes(TensorType type) {
    return Math.toIntExact(type.shape().size().orElseThrow() * type.element().bytes());
  }

  /** How many there are; the last one may be smaller. */
  int count() {
    return (data.size() + batch - 1) / batch;
  }

  /** The number of examples in a batch. */
  int size(int index) {
    return Math.min(batch, data.size() - index * batch);
  }

  /**
   * Writes a batch. It is good until the next one is written; whoever asked closes the tensors.
   *
   * @param order the examples in the order of this epoch
   */
  Map<String, OnnxTensor> write(int index, int[] order) throws OrtException {
    int size = size(index);
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Column> e : data.columns().entrySet()) {
      Column column = e.getValue();
      ByteBuffer buffer = buffers.get(e.getKey());
      buffer.clear();
      for (int i = 0; i < size; i++) {
        column.write(order[index * batch + i], buffer);
      }
      buffer.flip();
      TensorType type = column.type();
      long[] sizes = type.shape().insert(0, Dim.of(size)).sizes();
      tensors.put(e.getKey(), Tensors.onnx(buffer, type.element(), sizes));
    }
    return tensors;
  }
}
