package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nnd.data.Column;
import org.nnd.data.Dataset;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** Examples of a data set, a few at a time, through buffers that are used again. */
final class Batches {
  private final Dataset data;
  private final int batch;
  private final Map<String, ByteBuffer> buffers = new LinkedHashMap<>();

  /** The tensors of a batch by their inputs; good until the next one is written. */
  record Batch(Map<String, OnnxTensor> tensors) implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * Makes room for a batch.
   *
   * @throws NndException if it would be too large (NND0514)
   */
  Batches(Dataset data, int batch) {
    this.data = data;
    this.batch = Math.min(batch, data.size());
    data.columns()
        .forEach((name, column) -> buffers.put(name, Tensors.direct(bytes(column.type()))));
  }

  private int bytes(TensorType example) {
    long bytes = batch * example.shape().size().orElseThrow() * example.element().bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new NndException(
          Diagnostic.of(
                  "NND0514",
                  String.format(
                      Locale.ROOT, "a batch of %,d times %s is over 2 GiB", batch, example))
              .help("use a smaller batch"));
    }
    return (int) bytes;
  }

  /** The number of examples in all. */
  int examples() {
    return data.size();
  }

  /** How many there are; the last one may be smaller. */
  int count() {
    return (data.size() + batch - 1) / batch;
  }

  /** The examples in the order of an epoch, a function of the seed and the epoch's number. */
  int[] order(long seed, int epoch) {
    return Dataset.shuffled(data.size(), seed * 1_000_003 + epoch);
  }

  /** The number of examples in a batch. */
  int size(int index) {
    return Math.min(batch, data.size() - index * batch);
  }

  /**
   * Writes a batch; whoever asked closes it.
   *
   * @param order the examples in the order of this epoch
   */
  Batch write(int index, int[] order) throws OrtException {
    int size = size(index);
    Batch written = new Batch(new LinkedHashMap<>());
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
      written.tensors().put(e.getKey(), Tensors.onnx(buffer, type.element(), sizes));
    }
    return written;
  }
}
