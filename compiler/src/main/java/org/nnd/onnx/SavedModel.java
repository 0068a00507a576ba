package org.nnd.onnx;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.source.NndException;

/**
 * What a file of {@link OnnxModel} holds beside its nodes: numbers by their names, and metadata.
 *
 * @param initializers those of known element types, in the file or beside it
 */
public record SavedModel(Map<String, Tensor> initializers, Map<String, String> metadata) {
  public SavedModel {
    initializers = Map.copyOf(initializers);
    metadata = Map.copyOf(metadata);
  }

  /**
   * Reads a file.
   *
   * @throws NndException if it can't be read (NND0506), is no model (NND0507), or has tensors that
   *     are not what they claim to be (NND0601, NND0603)
   */
  public static SavedModel read(Path file) {
    ModelProto model = ModelFile.read(file);
    TensorReader reader =
        new TensorReader(file.toAbsolutePath().getParent(), new Complaint(Optional.of(file)));
    Map<String, Tensor> tensors = new HashMap<>();
    for (TensorProto t : model.getGraph().getInitializerList()) {
      reader.ifKnown(t).ifPresent(numbers -> tensors.put(t.getName(), numbers));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    model.getMetadataPropsList().forEach(e -> metadata.put(e.getKey(), e.getValue()));
    return new SavedModel(tensors, metadata);
  }
}
