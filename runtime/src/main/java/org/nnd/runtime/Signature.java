package org.nnd.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * What a model from wherever takes and gives.
 *
 * @param inputs one example of each
 * @param outputs those that are numbers
 * @param single whether it takes no more than one example at a time
 */
record Signature(Map<String, TensorType> inputs, List<String> outputs, boolean single) {

  /**
   * Reads it off a session.
   *
   * @throws NndException if tables and images can't fill the inputs (NND0504), or no output is
   *     numbers (NND0513)
   */
  static Signature of(OrtSession session, Location at) throws OrtException {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    boolean single = false;
    for (NodeInfo input : session.getInputInfo().values()) {
      long[] shape = input.getInfo() instanceof TensorInfo t ? t.getShape() : new long[0];
      single |= shape.length > 0 && shape[0] == 1;
      inputs.put(input.getName(), example(input, at));
    }
    List<String> outputs = new ArrayList<>();
    for (NodeInfo output : session.getOutputInfo().values()) {
      if (isNumbers(output.getInfo())) {
        outputs.add(output.getName());
      }
    }
    if (outputs.isEmpty()) {
      throw new NndException(
          Diagnostic.of("NND0513", at, "no output of this model holds numbers")
              .note("the outputs are " + String.join(", ", session.getOutputNames())));
    }
    return new Signature(inputs, outputs, single);
  }

  private static boolean isNumbers(ValueInfo info) {
    return info instanceof TensorInfo t
        && t.type != OnnxJavaType.STRING
        && t.type != OnnxJavaType.UNKNOWN;
  }

  /** What one example of an input is. */
  private static TensorType example(NodeInfo input, Location at) {
    if (!(input.getInfo() instanceof TensorInfo t)) {
      throw unfillable(input, at, "no tensor");
    }
    String word = t.type.name().toLowerCase(Locale.ROOT);
    ElementType element =
        ElementType.of(word).orElseThrow(() -> unfillable(input, at, "of " + word));
    long[] shape = t.getShape();
    if (shape.length == 0) {
      throw unfillable(input, at, "a single number for all examples");
    }
    if (shape[0] > 1) {
      throw unfillable(input, at, "for exactly " + shape[0] + " examples at once");
    }
    String[] names = t.getDimensionNames();
    List<Dim> dims = new ArrayList<>();
    for (int i = 1; i < shape.length; i++) {
      String name = names[i].isEmpty() ? input.getName() + "_" + i : names[i];
      dims.add(shape[i] < 0 ? new Dim.Named(name) : Dim.of(shape[i]));
    }
    return new TensorType(element, new Shape(dims));
  }

  private static NndException unfillable(NodeInfo input, Location at, String what) {
    return new NndException(
        Diagnostic.of(
            "NND0504",
            at,
            "the input "
                + input.getName()
                + " is "
                + what
                + ", which tables and images can't fill"));
  }
}
