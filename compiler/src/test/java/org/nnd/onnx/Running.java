package org.nnd.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/** A graph on stock ONNX Runtime, accepted by ONNX's own checker before. */
public final class Running implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;

  public Running(Graph graph) throws OrtException {
    this(new OnnxModel(graph, "", Map.of()).toBytes());
  }

  public Running(byte[] model) throws OrtException {
    OfficialChecker.check(model);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session = ENVIRONMENT.createSession(model, options);
    }
  }

  /** Runs once; every output as doubles. */
  public Map<String, double[]> run(Map<String, Tensor> feed) throws OrtException {
    Map<String, double[]> results = new LinkedHashMap<>();
    tensors(feed).forEach((name, t) -> results.put(name, doubles(t)));
    return results;
  }

  /** Runs once; every output as it comes. */
  public Map<String, Tensor> tensors(Map<String, Tensor> feed) throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Tensor> e : feed.entrySet()) {
        inputs.put(e.getKey(), tensor(e.getValue()));
      }
      Map<String, Tensor> results = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, OnnxValue> e : result) {
          results.put(e.getKey(), tensor((OnnxTensor) e.getValue()));
        }
      }
      return results;
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Tensor t) throws OrtException {
    ByteBuffer bytes = t.bytes();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    direct.put(bytes).flip();
    OnnxJavaType type =
        switch (t.type().element()) {
          case FLOAT -> OnnxJavaType.FLOAT;
          case DOUBLE -> OnnxJavaType.DOUBLE;
          case INT64 -> OnnxJavaType.INT64;
          case INT32 -> OnnxJavaType.INT32;
          case BOOL -> OnnxJavaType.BOOL;
          case INT8 -> OnnxJavaType.INT8;
          case UINT8 -> OnnxJavaType.UINT8;
          case FLOAT16 -> OnnxJavaType.FLOAT16;
          default -> throw new IllegalArgumentException(t.type().toString());
        };
    return OnnxTensor.createTensor(ENVIRONMENT, direct, t.type().shape().sizes(), type);
  }

  private static Tensor tensor(OnnxTensor t) {
    ElementType element =
        switch (t.getInfo().type) {
          case FLOAT -> ElementType.FLOAT;
          case DOUBLE -> ElementType.DOUBLE;
          case INT64 -> ElementType.INT64;
          case INT32 -> ElementType.INT32;
          case FLOAT16 -> ElementType.FLOAT16;
          case BOOL -> ElementType.BOOL;
          case INT8 -> ElementType.INT8;
          case UINT8 -> ElementType.UINT8;
          default -> throw new IllegalArgumentException(t.getInfo().toString());
        };
    ByteBuffer bytes = t.getByteBuffer();
    byte[] data = new byte[bytes.remaining()];
    bytes.get(data);
    return new Tensor(new TensorType(element, Shape.of(t.getInfo().getShape())), data);
  }

  /** A tensor's numbers. */
  public static double[] doubles(Tensor t) {
    return doubles(t.bytes(), t.type().element());
  }

  private static double[] doubles(ByteBuffer bytes, ElementType element) {
    double[] all = new double[bytes.remaining() / element.bytes()];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          switch (element) {
            case FLOAT -> bytes.getFloat();
            case DOUBLE -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            case INT32 -> bytes.getInt();
            case UINT8 -> Byte.toUnsignedInt(bytes.get());
            default -> bytes.get();
          };
    }
    return all;
  }

  /** The same numbers in another float type. */
  public static Tensor convert(Tensor t, ElementType element) {
    return Tensor.of(element, t.type().shape(), doubles(t));
  }

  /** The same tensor with one number changed by a step. */
  public static Tensor nudged(Tensor t, int at, double step) {
    double[] values = doubles(t);
    values[at] += step;
    return Tensor.of(t.type().element(), t.type().shape(), values);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
