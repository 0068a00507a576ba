package org.nnd.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import org.nnd.ir.Graph;
import org.nnd.onnx.OnnxModel;

/** A model on ONNX Runtime. */
final class Session implements AutoCloseable {
  static final OrtEnvironment ENVIRONMENT = environment();

  private final OrtSession session;

  private Session(OrtSession session) {
    this.session = session;
  }

  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "nnd");
  }

  /** A graph that the compiler wrote. */
  static Session of(Graph graph) throws OrtException {
    return of(new OnnxModel(graph, "", Map.of()).toBytes());
  }

  /** A model's bytes, from wherever they come. */
  static Session of(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      // Moving means of gradients that stay away sink into numbers that processors are slow with.
      options.addConfigEntry("session.set_denormal_as_zero", "1");
      return new Session(ENVIRONMENT.createSession(model, options));
    }
  }

  OrtSession ort() {
    return session;
  }

  /** Runs once; whoever asked closes the result. */
  OrtSession.Result run(Map<String, OnnxTensor> feed) throws OrtException {
    return session.run(feed);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
