package org.nnd.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/** The compiler's tensors as the runtime's, and back. */
final class Tensors {
  private Tensors() {}

  /** A copy outside of the Java heap. */
  static OnnxTensor onnx(Tensor t) throws OrtException {
    ByteBuffer bytes = t.bytes();
    ByteBuffer direct = direct(bytes.remaining());
    direct.put(bytes).flip();
    return onnx(direct, t.type().element(), t.type().shape().sizes());
  }

  /** A tensor that reads the buffer itself. */
  static OnnxTensor onnx(ByteBuffer direct, ElementType element, long[] sizes) throws OrtException {
    OnnxJavaType type =
        switch (element) {
          case FLOAT -> OnnxJavaType.FLOAT;
          case DOUBLE -> OnnxJavaType.DOUBLE;
          case INT32 -> OnnxJavaType.INT32;
          case INT64 -> OnnxJavaType.INT64;
          case BOOL -> OnnxJavaType.BOOL;
          case FLOAT16 -> OnnxJavaType.FLOAT16;
          case BFLOAT16 -> OnnxJavaType.BFLOAT16;
          case UINT8 -> OnnxJavaType.UINT8;
          case INT8 -> OnnxJavaType.INT8;
          default -> throw new IllegalArgumentException("no tensors of " + element + " in Java");
        };
    return OnnxTensor.createTensor(Session.ENVIRONMENT, direct, sizes, type);
  }

  /** A copy on the Java heap. */
  static Tensor heap(OnnxTensor t, TensorType type) {
    ByteBuffer bytes = t.getByteBuffer();
    byte[] data = new byte[bytes.remaining()];
    bytes.get(data);
    return new Tensor(type, data);
  }

  /** A buffer outside of the Java heap, in the order of the machine. */
  static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
