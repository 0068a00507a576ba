package org.nnd.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.OperatorSetIdProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.source.WholeFile;

/**
 * A graph with what a file says beside it; the bytes of equal models are equal.
 *
 * @param graph the graph
 * @param doc the model's doc comment
 * @param metadata texts by name, written in the order of their names
 * @param training a training step beside the graph, if there is one
 */
public record OnnxModel(
    Graph graph, String doc, Map<String, String> metadata, Optional<TrainingInfo> training) {
  /** The newest operator set whose every operator stock ONNX Runtime has kernels for. */
  public static final long OPSET = 21;

  /** The version of the file format that came with that operator set. */
  public static final long IR_VERSION = 10;

  /** What a message holds: protobuf's 2 GiB, less some room for all but numbers. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 26);

  public OnnxModel {
    metadata = new TreeMap<>(metadata);
  }

  /** A model without a training step beside its graph. */
  public OnnxModel(Graph graph, String doc, Map<String, String> metadata) {
    this(graph, doc, metadata, Optional.empty());
  }

  /** The same with a training step beside the graph. */
  public OnnxModel with(TrainingInfo step) {
    return new OnnxModel(graph, doc, metadata, Optional.of(step));
  }

  /** The same with one more text beside it. */
  public OnnxModel with(String name, String text) {
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(name, text);
    return new OnnxModel(graph, doc, more, training);
  }

  /** The message. */
  public ModelProto toProto() {
    return toProto(GraphWriter::tensor);
  }

  private ModelProto toProto(Function<Tensor, TensorProto.Builder> numbers) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("nnd")
            .setDocString(doc)
            .setGraph(GraphWriter.write(graph, numbers));
    versions(graph, new TreeMap<>(Map.of("", OPSET)))
        .forEach(
            (domain, version) ->
                model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    training.ifPresent(t -> model.addTrainingInfo(t.toProto(graph)));
    metadata.forEach(
        (k, v) ->
            model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(k).setValue(v)));
    return model.build();
  }

  /** For each domain the version that has all operators as they are here, bodies included. */
  private static SortedMap<String, Long> versions(Graph graph, SortedMap<String, Long> versions) {
    for (Node node : graph.nodes()) {
      Op op = node.op();
      versions.merge(op.domain(), Math.max(1, op.since()), Math::max);
      for (Object attribute : op.attributes().values()) {
        if (attribute instanceof Graph body) {
          versions(body, versions);
        }
      }
    }
    return versions;
  }

  /** The file's content. */
  public byte[] toBytes() {
    return toProto().toByteArray();
  }

  /** How many bytes all of it has, in one file or in two. */
  public long size() {
    long within = toProto(t -> GraphWriter.type(t.type())).getSerializedSize();
    return within + numbers();
  }

  /**
   * Writes the model; whoever looks sees the old file or the new one, whole.
   *
   * <p>Numbers beyond the 2 GiB that protobuf allows go into a file beside it, {@code
   * NAME.onnx.data}, which is there before the model is.
   *
   * @throws IOException if it can't be written; with a training step beside the graph 2 GiB is all
   */
  public void write(Path file) throws IOException {
    write(file, MOST_BYTES);
  }

  /**
   * @param most how many bytes of numbers stay in the file
   */
  void write(Path file, long most) throws IOException {
    Path data = file.resolveSibling(file.getFileName() + ".data");
    if (numbers() <= most) {
      WholeFile.write(file, toBytes());
      Files.deleteIfExists(data);
      return;
    }
    if (training.isPresent()) {
      throw new IOException("with its training information the model is more than 2 GiB");
    }
    ExternalData external = new ExternalData(data.getFileName().toString());
    byte[] model = toProto(external::refer).toByteArray();
    WholeFile.write(data, external::write);
    WholeFile.write(file, model);
  }

  /** How many bytes the numbers have. */
  private long numbers() {
    Stream<Graph> beside = training.stream().flatMap(t -> Stream.of(t.initialization(), t.step()));
    return Stream.concat(Stream.of(graph), beside)
        .flatMap(g -> g.initializers().values().stream())
        .mapToLong(t -> t.bytes().remaining())
        .sum();
  }
}
