package org.nnd.onnx;

import java.util.List;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.NodeProto;

/** Defaults that no schema tells, since they depend on ranks and other inputs. */
final class Implied {
  private Implied() {}

  /** Whether a node that lacks an attribute means this one. */
  static boolean isImplied(AttributeProto a, NodeProto original) {
    List<Long> ints = a.getIntsList();
    return switch (a.getName()) {
      case "dilations", "strides" -> ints.stream().allMatch(i -> i == 1);
      case "pads", "output_padding" -> ints.stream().allMatch(i -> i == 0);
      case "kernel_shape", "activations", "hidden_size", "perm", "num_outputs" ->
          isMissing(a, original);
      case "start", "end" -> original.getOpType().equals("Shape");
      case "nearest_mode", "cubic_coeff_a", "extrapolation_value" ->
          original.getOpType().equals("Resize");
      default -> false;
    };
  }

  private static boolean isMissing(AttributeProto a, NodeProto original) {
    return original.getAttributeList().stream().noneMatch(o -> o.getName().equals(a.getName()));
  }
}
