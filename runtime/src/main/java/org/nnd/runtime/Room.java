package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import org.nnd.ir.TensorType;

/** Memory for one input, used again and again, and the tensor that was last made of it. */
final class Room {
  private ByteBuffer bytes = Tensors.direct(0);
  private TensorType type;
  private int from;
  private OnnxTensor tensor;

  /** Makes room for so many bytes; what is there is lost. */
  void reserve(int size) {
    if (bytes.capacity() < size) {
      close();
      bytes = Tensors.direct(size);
    }
  }

  /** Some of the bytes. */
  ByteBuffer bytes(int from, int size) {
    return bytes.slice(from, size).order(bytes.order());
  }

  /** The tensor that begins at a byte. */
  OnnxTensor tensor(TensorType as, int at) throws OrtException {
    if (tensor == null || at != from || !as.equals(type)) {
      close();
      type = as;
      from = at;
      int size = Math.toIntExact(as.shape().size().orElseThrow() * as.element().bytes());
      tensor = Tensors.onnx(bytes(at, size), as.element(), as.shape().sizes());
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
