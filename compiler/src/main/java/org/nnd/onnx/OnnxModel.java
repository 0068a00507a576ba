package org.nnd.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.nnd.ir.Graph;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.OperatorSetIdProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.source.WholeFile;

/**
 * A graph with what a file says beside it; the bytes of equal models are equal.
 *
 * @param graph the graph
 * @param doc the model's doc comment
 * @param metadata texts by name, written in the order of their names
 */
public record OnnxModel(Graph graph, String doc, Map<String, String> metadata) {
  /** The newest operator set whose every operator stock ONNX Runtime has kernels for. */
  public static final long OPSET = 21;

  /** The version of the file format that came with that operator set. */
  public static final long IR_VERSION = 10;

  public OnnxModel {
    metadata = new TreeMap<>(metadata);
  }

  /** The message. */
  public ModelProto toProto() {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("nnd")
            .setDocString(doc)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(GraphWriter.write(graph));
    metadata.forEach(
        (k, v) ->
            model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(k).setValue(v)));
    return model.build();
  }

  /** The file's content. */
  public byte[] toBytes() {
    return toProto().toByteArray();
  }

  /** Writes a file, whole or not at all. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not a temporary file, which others might not read later.
    Path beside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    ByteBuffer all = ByteBuffer.wrap(bytes);
    WholeFile.write(
        file,
        beside,
        to -> {
          while (all.hasRemaining()) {
            to.write(all);
          }
        });
  }
}
