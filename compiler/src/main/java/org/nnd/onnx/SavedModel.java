package org.nnd.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * What a file of {@link OnnxModel} holds beside its nodes: numbers by their names, and metadata.
 *
 * @param initializers those with numbers as bytes, in the file or beside it, as all that NND writes
 */
public record SavedModel(Map<String, Tensor> initializers, Map<String, String> metadata) {
  public SavedModel {
    initializers = Map.copyOf(initializers);
    metadata = Map.copyOf(metadata);
  }

  /**
   * Reads a file.
   *
   * @throws NndException if it can't be read (NND0506), or is no model (NND0507)
   */
  public static SavedModel read(Path file) {
    try {
      ModelProto model = FileProblem.reading(file, "NND0506", () -> parsed(file));
      Map<String, Tensor> tensors = new HashMap<>();
      for (TensorProto t : model.getGraph().getInitializerList()) {
        Optional<TensorType> type = type(t);
        if (type.isPresent()) {
          bytes(t, type.get(), file)
              .ifPresent(b -> tensors.put(t.getName(), new Tensor(type.get(), b)));
        }
      }
      Map<String, String> metadata = new LinkedHashMap<>();
      model.getMetadataPropsList().forEach(e -> metadata.put(e.getKey(), e.getValue()));
      return new SavedModel(tensors, metadata);
    } catch (InvalidProtocolBufferException e) {
      throw new NndException(
          Diagnostic.of("NND0507", Location.file(file.toString()), "this is no ONNX model")
              .help("is it an .onnx file, and complete?"));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0506", e));
    }
  }

  private static ModelProto parsed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      coded.setSizeLimit(Integer.MAX_VALUE);
      return ModelProto.parseFrom(coded);
    }
  }

  private static Optional<TensorType> type(TensorProto t) {
    long[] sizes = t.getDimsList().stream().mapToLong(Long::longValue).toArray();
    return Stream.of(ElementType.values())
        .filter(e -> e.onnx() == t.getDataType())
        .findFirst()
        .map(e -> new TensorType(e, Shape.of(sizes)));
  }

  private static Optional<byte[]> bytes(TensorProto t, TensorType type, Path file)
      throws IOException {
    long length = type.shape().size().orElseThrow() * type.element().bytes();
    if (t.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
      return Optional.of(t.getRawData().toByteArray()).filter(b -> b.length == length);
    }
    Map<String, String> place = new HashMap<>();
    for (StringStringEntryProto e : t.getExternalDataList()) {
      place.put(e.getKey(), e.getValue());
    }
    Path beside = file.resolveSibling(place.get("location"));
    long offset = Long.parseLong(place.getOrDefault("offset", "0"));
    return Optional.of(FileProblem.reading(beside, "NND0506", () -> piece(beside, offset, length)));
  }

  private static byte[] piece(Path file, long offset, long length) throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(Math.toIntExact(length));
    try (FileChannel in = FileChannel.open(file)) {
      in.position(offset);
      while (numbers.hasRemaining()) {
        if (in.read(numbers) < 0) {
          throw new EOFException(file.getFileName() + " is too short");
        }
      }
    }
    return numbers.array();
  }
}
