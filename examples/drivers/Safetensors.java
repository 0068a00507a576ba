import ai.onnxruntime.*;
import java.io.*;
import java.nio.*;
import java.nio.file.*;
import java.util.*;

/** The format safetensors: the length of a header, the header as JSON, the numbers. */
class Safetensors {
  static void write(Path file, Map<String, OnnxTensor> tensors) throws IOException {
    var header = new StringJoiner(",", "{", "}");
    var numbers = new ByteArrayOutputStream();
    for (var e : tensors.entrySet()) {
      var info = e.getValue().getInfo();
      var bytes = e.getValue().getByteBuffer();
      header.add(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(
                  e.getKey(),
                  info.type == OnnxJavaType.INT64 ? "I64" : "F32",
                  Arrays.toString(info.getShape()),
                  numbers.size(),
                  numbers.size() + bytes.remaining()));
      while (bytes.hasRemaining()) numbers.write(bytes.get());
    }
    byte[] text = header.toString().getBytes("UTF-8");
    var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length);
    try (var out = Files.newOutputStream(file)) {
      out.write(length.array());
      out.write(text);
      numbers.writeTo(out);
    }
  }
}
