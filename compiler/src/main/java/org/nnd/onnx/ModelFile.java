package org.nnd.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.nnd.onnx.proto.ModelProto;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;

/**
 * The message of a model file, as it came: nothing in it is believed yet.
 *
 * <p>No more is allocated than there are bytes, and messages lie in each other 100 deep at most.
 */
final class ModelFile {
  private ModelFile() {}

  /**
   * Reads a file.
   *
   * @throws NndException if it can't be read (NND0506), is no model (NND0507), or too deep
   *     (NND0607)
   */
  static ModelProto read(Path file) {
    try {
      return FileProblem.reading(file, "NND0506", () -> opened(file));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0506", e));
    }
  }

  private static ModelProto opened(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return parsed(in, new Complaint(Optional.of(file)));
    }
  }

  /** Reads bytes, with the same errors. */
  static ModelProto read(byte[] bytes) {
    try {
      return parsed(new ByteArrayInputStream(bytes), new Complaint(Optional.empty()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ModelProto parsed(InputStream in, Complaint complaint) throws IOException {
    CodedInputStream coded = CodedInputStream.newInstance(in);
    coded.setSizeLimit(Integer.MAX_VALUE);
    try {
      return ModelProto.parseFrom(coded);
    } catch (InvalidProtocolBufferException e) {
      if (e.getMessage().contains("too many levels of nesting")) {
        throw complaint.of(
            "NND0607",
            "bodies lie too deep in each other",
            "more than about 30 loops and conditions in one another are not read");
      }
      throw complaint.of("NND0507", "this is no ONNX model", "is it an .onnx file, and complete?");
    }
  }
}
