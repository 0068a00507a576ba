import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** Opens each model on ONNX Runtime's CUDA provider and has it log where it puts the nodes. */
public final class Placements {
  private Placements() {}

  public static void main(String[] files) throws OrtException {
    OrtLoggingLevel all = OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE;
    OrtEnvironment environment = OrtEnvironment.getEnvironment(all, "placements");
    for (String file : files) {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.addCUDA(0);
        options.setSessionLogLevel(all);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        environment.createSession(file, options).close();
      } catch (OrtException e) {
        System.out.println("FAILED " + e.getMessage());
      }
    }
  }
}
