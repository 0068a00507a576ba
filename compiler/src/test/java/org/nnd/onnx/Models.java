package org.nnd.onnx;

import com.google.protobuf.TextFormat;
import org.nnd.onnx.proto.ModelProto;

/** Small models for tests, written in protobuf's text form. */
final class Models {
  private Models() {}

  /** A model of operator set 18 with a graph of these parts. */
  static byte[] of(String... graph) {
    return of(18, graph);
  }

  /** A model of an operator set. */
  static byte[] of(long opset, String... graph) {
    return text(
        "ir_version: 8 opset_import { version: "
            + opset
            + " } graph { name: 'g' "
            + String.join(" ", graph)
            + " }");
  }

  /** A whole model. */
  static byte[] text(String model) {
    try {
      ModelProto.Builder builder = ModelProto.newBuilder();
      TextFormat.merge(model, builder);
      return builder.build().toByteArray();
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String input(String name, long... sizes) {
    return info("input", name, sizes);
  }

  static String output(String name, long... sizes) {
    return info("output", name, sizes);
  }

  private static String info(String kind, String name, long... sizes) {
    StringBuilder dims = new StringBuilder();
    for (long size : sizes) {
      dims.append("dim { dim_value: ").append(size).append(" } ");
    }
    return kind
        + " { name: '"
        + name
        + "' type { tensor_type { elem_type: 1 shape { "
        + dims
        + "} } } } ";
  }
}
