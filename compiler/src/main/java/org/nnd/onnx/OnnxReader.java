package org.nnd.onnx;

import java.nio.file.Path;
import java.util.List;
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
   * Reads a model of any exporter: with the batch free where that is possible ({@link #freed} says
   * why it isn't), lengths that are known written as numbers, and nothing that no output needs.
   *
   * @throws NndException if it is missing, malformed, or has what can't be read here
   */
  public static OnnxModel read(Path file) {
    return freed(file).model();
  }

  /**
   * The same from bytes.
   *
   * @param folder where numbers beside the model are
   */
  public static OnnxModel read(byte[] bytes, Path folder) {
    return FreeBatch.read(
            ModelFile.read(bytes), new TensorReader(folder, new Complaint(Optional.empty())))
        .model();
  }

  /** The same with the reason why the batch is not free, if it isn't. */
  public static Freed freed(Path file) {
    return FreeBatch.read(ModelFile.read(file), tensors(file));
  }

  /**
   * The same of the part of a model that makes some of its values.
   *
   * @param until names of values, or of nodes, whose outputs are meant
   * @throws NndException if there is nothing of such a name (NND0650)
   */
  public static Freed freed(Path file, List<String> until) {
    TensorReader tensors = tensors(file);
    ModelProto model = Functions.inlined(ModelFile.read(file), tensors.complaint());
    return FreeBatch.read(Cut.until(model, until, tensors.complaint()), tensors);
  }

  /**
   * The names of a model's outputs, each with that of the value that stands for it, which is
   * another one for maps from names of classes to numbers: the tensor of these numbers.
   */
  public static Map<String, String> outputs(Path file) {
    return Cut.outputs(ModelFile.read(file));
  }

  /**
   * A model whose batch was to be free.
   *
   * @param fixed why the batch is still as the file has it, if it is
   */
  public record Freed(OnnxModel model, Optional<String> fixed) {}

  /**
   * Reads a model so that writing it gives the same nodes.
   *
   * @throws NndException as {@link #read}
   */
  public static OnnxModel exactly(Path file) {
    return of(ModelFile.read(file), tensors(file), true, Optional.empty());
  }

  /** The same from bytes. */
  public static OnnxModel exactly(byte[] bytes, Path folder) {
    return of(
        ModelFile.read(bytes),
        new TensorReader(folder, new Complaint(Optional.empty())),
        true,
        Optional.empty());
  }

  private static TensorReader tensors(Path file) {
    Complaint complaint = new Complaint(Optional.of(file));
    return new TensorReader(file.toAbsolutePath().getParent(), complaint);
  }

  /**
   * @param exactly whether inputs may have numbers by default, and values hold tensors
   * @param batch how the batch becomes free, if it is to
   */
  static OnnxModel of(
      ModelProto model, TensorReader tensors, boolean exactly, Optional<FreeBatch> batch) {
    ModelProto proto = Functions.inlined(model, tensors.complaint());
    if (!proto.hasGraph()) {
      throw tensors
          .complaint()
          .of("NND0507", "this is no ONNX model", "is it an .onnx file, and complete?");
    }
    Graph graph =
        GraphReader.read(new ModelReader(proto, tensors, exactly, batch), proto.getGraph());
    Map<String, String> metadata = new TreeMap<>();
    proto.getMetadataPropsList().forEach(e -> metadata.put(e.getKey(), e.getValue()));
    return new OnnxModel(graph, proto.getDocString(), metadata);
  }
}
