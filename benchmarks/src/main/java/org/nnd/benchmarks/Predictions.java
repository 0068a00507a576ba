package org.nnd.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/** A model that predicts, wherever it comes from, on ONNX Runtime as the product sets it up. */
final class Predictions implements Turns {
  private final OrtSession session;
  private final Map<String, OnnxTensor> feed;

  Predictions(Path model, int batch) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.addConfigEntry("session.set_denormal_as_zero", "1");
      OptionalInt threads = Threads.execution().provider().threads();
      if (threads.isPresent()) {
        options.setIntraOpNumThreads(threads.getAsInt());
      }
      session = environment.createSession(model.toString(), options);
    }
    var input = session.getInputInfo().entrySet().iterator().next();
    long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
    shape[0] = batch;
    feed = Map.of(input.getKey(), OnnxTensor.createTensor(environment, noise(shape), shape));
  }

  private static FloatBuffer noise(long[] shape) {
    int size = 1;
    for (long length : shape) {
      size *= (int) length;
    }
    Random random = new Random(1);
    FloatBuffer noise =
        ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
    while (noise.hasRemaining()) {
      noise.put((float) random.nextGaussian());
    }
    return noise.flip();
  }

  @Override
  public void round() throws OrtException {
    session.run(feed).close();
  }

  @Override
  public void close() {
    feed.values().forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session does not close", e);
    }
  }
}
