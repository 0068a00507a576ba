package org.nnd.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The numbers of a tensor, whatever their type; they are read, never compared. */
record Numbers(OnnxJavaType type, double[] values) {

  /** Reads a tensor of anything but texts. */
  static Numbers of(OnnxTensor t) {
    OnnxJavaType type = t.getInfo().type;
    return switch (type) {
      case FLOAT, FLOAT16, BFLOAT16 -> {
        FloatBuffer from = t.getFloatBuffer();
        yield of(type, from.remaining(), from::get);
      }
      case DOUBLE -> {
        DoubleBuffer from = t.getDoubleBuffer();
        yield of(type, from.remaining(), from::get);
      }
      case INT64 -> {
        LongBuffer from = t.getLongBuffer();
        yield of(type, from.remaining(), from::get);
      }
      case INT32 -> {
        IntBuffer from = t.getIntBuffer();
        yield of(type, from.remaining(), from::get);
      }
      case INT16 -> {
        ShortBuffer from = t.getShortBuffer();
        yield of(type, from.remaining(), from::get);
      }
      case UINT8 -> {
        ByteBuffer from = t.getByteBuffer();
        yield of(type, from.remaining(), i -> from.get(i) & 0xFF);
      }
      case INT8, BOOL -> {
        ByteBuffer from = t.getByteBuffer();
        yield of(type, from.remaining(), from::get);
      }
      case STRING, UNKNOWN -> throw new IllegalArgumentException("no numbers: " + type);
    };
  }

  private static Numbers of(OnnxJavaType type, int count, IntToDoubleFunction number) {
    return new Numbers(type, IntStream.range(0, count).mapToDouble(number).toArray());
  }

  /** A number as text, as exact as its type. */
  String text(int i) {
    return switch (type) {
      case FLOAT, FLOAT16, BFLOAT16 -> Float.toString((float) values[i]);
      case DOUBLE -> Double.toString(values[i]);
      default -> Long.toString((long) values[i]);
    };
  }
}
