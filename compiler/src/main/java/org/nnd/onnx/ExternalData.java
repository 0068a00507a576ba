package org.nnd.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;

/**
 * Numbers in a file beside the model's, as ONNX's external data: the model says where each tensor
 * begins and how long it is.
 *
 * <p>Tensors begin at multiples of 4096 bytes, so that a runtime can map them; small ones stay in
 * the model, and texts, which ONNX has nowhere else.
 */
final class ExternalData {
  private static final int PAGE = 4096;

  private final String location;
  private final Map<Long, Tensor> pieces = new LinkedHashMap<>();
  private long end;

  /**
   * @param location the file's name, in the folder of the model
   */
  ExternalData(String location) {
    this.location = location;
  }

  /** A tensor that says where its numbers are. */
  TensorProto.Builder refer(Tensor t) {
    long length = t.bytes().remaining();
    if (length < PAGE || t.type().element() == ElementType.STRING) {
      return GraphWriter.tensor(t);
    }
    long offset = (end + PAGE - 1) / PAGE * PAGE;
    pieces.put(offset, t);
    end = offset + length;
    return GraphWriter.type(t.type())
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(length)));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** Writes the numbers, one tensor at a time. */
  void write(FileChannel out) throws IOException {
    for (Map.Entry<Long, Tensor> piece : pieces.entrySet()) {
      out.position(piece.getKey());
      ByteBuffer bytes = piece.getValue().bytes();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }
}
