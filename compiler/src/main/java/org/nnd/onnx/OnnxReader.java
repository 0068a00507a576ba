package org.nnd.onnx;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nnd.ir.Graph;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.source.NndException;

/**
 * ONNX models as graphs of ops: what an op here says exactly becomes that op, anything else is kept
 * as it is ({@link org.nnd.op.Foreign}).
 */
public final class OnnxReader {
  private OnnxReader() {}

  /**
   * Reads a model of any exporter.
   *
   * @throws NndException if it is missing, malformed, or has what can't be read here
   */
  public static OnnxModel read(Path file) {
    return exactly(file);
  }

  /**
   * The same from bytes.
   *
   * @param folder where numbers beside the model are
   */
  public static OnnxModel read(byte[] bytes, Path folder) {
    return exactly(bytes, folder);
  }

  /** Reads a model so that writing it gives the same nodes. */
  public static OnnxModel exactly(Path file) {
    Complaint complaint = new Complaint(Optional.of(file));
    return of(ModelFile.read(file), new TensorReader(file.toAbsolutePath().getParent(), complaint));
  }

  /** The same from bytes. */
  public static OnnxModel exactly(byte[] bytes, Path folder) {
    return of(ModelFile.read(bytes), new TensorReader(folder, new Complaint(Optional.empty())));
  }

  private static OnnxModel of(ModelProto proto, TensorReader tensors) {
    if (!proto.hasGraph()) {
      throw tensors
          .complaint()
          .of("NND0507", "this is no ONNX model", "is it an .onnx file, and complete?");
    }
    Graph graph = GraphReader.read(new ModelReader(proto, tensors), proto.getGraph());
    Map<String, String> metadata = new TreeMap<>();
    proto.getMetadataPropsList().forEach(e -> metadata.put(e.getKey(), e.getValue()));
    return new OnnxModel(graph, proto.getDocString(), metadata);
  }
}
