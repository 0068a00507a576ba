package org.nnd.onnx;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnx.ModelProto;
import org.bytedeco.onnx.OpSchemaRegistry;
import org.bytedeco.onnx.ShapeInferenceOptions;
import org.bytedeco.onnx.StringTensorShapeProtoMap;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Assumptions;

/** ONNX's own checker, as the reference that every model we write has to satisfy. */
public final class OfficialChecker {
  private static final String UNAVAILABLE = load();

  private OfficialChecker() {}

  /**
   * Fails with the checker's message unless the model is valid: structure, operators, attributes,
   * and declared types and shapes that agree with strict inference. Skips the calling test on a
   * platform for which the checker has no native library.
   */
  public static void check(byte[] modelBytes) {
    assumeAvailable();
    // Two parsed copies, because inference writes what it infers into the model it is given.
    run(modelBytes, "checker", model -> onnx.check_model(model, true, false, true));
    run(modelBytes, "strict shape inference", OfficialChecker::inferStrictly);
  }

  /** Skips the calling test, saying so, on a platform without a native library of the checker. */
  public static void assumeAvailable() {
    Assumptions.assumeTrue(
        UNAVAILABLE == null, () -> "skipped: the official ONNX checker: " + UNAVAILABLE);
  }

  private static void inferStrictly(ModelProto model) {
    boolean checkType = true;
    int strictMode = 1;
    boolean dataPropagation = true;
    try (ShapeInferenceOptions options =
        new ShapeInferenceOptions(checkType, strictMode, dataPropagation)) {
      onnx.InferShapes(
          model, OpSchemaRegistry.Instance(), options, (StringTensorShapeProtoMap) null);
    }
  }

  private static void run(byte[] modelBytes, String what, Check check) {
    try (BytePointer bytes = new BytePointer(modelBytes);
        ModelProto model = new ModelProto()) {
      if (!onnx.ParseProtoFromBytes(model, bytes, modelBytes.length)) {
        throw new AssertionError("ONNX's parser refuses the " + modelBytes.length + " bytes");
      }
      check.accept(model);
    } catch (RuntimeException e) {
      throw new AssertionError("ONNX's " + what + " refuses the model: " + e.getMessage(), e);
    }
  }

  /** Null when the checker is ready, otherwise why it is not. */
  private static String load() {
    String platform = Loader.getPlatform();
    String resource = "/org/bytedeco/onnx/" + platform;
    if (onnx.class.getResource(resource) == null) {
      return "no native library for " + platform;
    }
    // Present but unloadable is a broken set-up, which must not pass as a skipped test.
    Loader.load(onnx.class);
    return null;
  }

  @FunctionalInterface
  private interface Check {
    void accept(ModelProto model);
  }
}
