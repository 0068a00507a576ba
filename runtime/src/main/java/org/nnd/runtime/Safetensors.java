package org.nnd.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nnd.ir.ElementType;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/**
 * Named tensors and texts in one file, which many languages read: the safetensors format.
 *
 * <p>Eight bytes hold the length of a header (little endian), the header is JSON: for each tensor
 * {@code "dtype"}, {@code "shape"} and {@code "data_offsets"}, and the texts in {@code
 * "__metadata__"}. The tensors' bytes follow, little endian, one after the other. See
 * https://huggingface.co/docs/safetensors.
 *
 * <p>The first text is {@code sha256}, of the whole file with 64 noughts in this place.
 *
 * @param metadata the texts by name
 * @param tensors the tensors by name
 */
record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final String NO_SUM = "0".repeat(64);
  private static final String BEFORE_SUM = "{\"__metadata__\":{\"sha256\":\"";
  private static final int SUM_AT = Long.BYTES + BEFORE_SUM.length();

  /** What is in a file can't be used. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1;

    Damaged(String why) {
      super(why);
    }
  }

  private static String dtype(ElementType type) {
    return switch (type) {
      case FLOAT -> "F32";
      case DOUBLE -> "F64";
      case FLOAT16 -> "F16";
      case BFLOAT16 -> "BF16";
      case UINT8 -> "U8";
      case INT32 -> "I32";
      case UINT32 -> "U32";
      case INT64 -> "I64";
      case UINT64 -> "U64";
      case BOOL -> "BOOL";
    };
  }

  private byte[] header() {
    JsonObject texts = new JsonObject();
    texts.addProperty("sha256", NO_SUM);
    metadata.forEach(texts::addProperty);
    JsonObject header = new JsonObject();
    header.add("__metadata__", texts);
    long at = 0;
    for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
      TensorType type = e.getValue().type();
      JsonArray shape = new JsonArray();
      for (long length : type.shape().sizes()) {
        shape.add(length);
      }
      JsonArray offsets = new JsonArray();
      offsets.add(at);
      at += e.getValue().bytes().remaining();
      offsets.add(at);
      JsonObject tensor = new JsonObject();
      tensor.addProperty("dtype", dtype(type.element()));
      tensor.add("shape", shape);
      tensor.add("data_offsets", offsets);
      header.add(e.getKey(), tensor);
    }
    String json = header.toString();
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a file's content. */
  void write(FileChannel to) throws IOException {
    MessageDigest digest = sha256();
    byte[] header = header();
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    write(length.putLong(0, header.length), to, digest);
    write(ByteBuffer.wrap(header), to, digest);
    for (Tensor t : tensors.values()) {
      write(t.bytes(), to, digest);
    }
    ByteBuffer sum = StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(digest.digest()));
    for (int at = SUM_AT; sum.hasRemaining(); ) {
      at += to.write(sum, at);
    }
  }

  private static void write(ByteBuffer bytes, FileChannel to, MessageDigest digest)
      throws IOException {
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /**
   * Reads a file.
   *
   * @throws Damaged if it isn't as it was written
   */
  static Safetensors read(Path file) throws IOException, Damaged {
    verify(file);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] header = in.readNBytes(Math.toIntExact(Long.reverseBytes(in.readLong())));
      JsonObject described =
          JsonParser.parseString(new String(header, StandardCharsets.UTF_8)).getAsJsonObject();
      Map<String, String> metadata = texts(described.remove("__metadata__").getAsJsonObject());
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> e : described.entrySet()) {
        TensorType type = type(e.getValue().getAsJsonObject());
        long bytes = type.shape().size().orElseThrow() * type.element().bytes();
        tensors.put(e.getKey(), new Tensor(type, in.readNBytes(Math.toIntExact(bytes))));
      }
      return new Safetensors(metadata, tensors);
    }
  }

  /** Every byte is as it was, or else nothing of the file is looked at. */
  private static void verify(Path file) throws IOException, Damaged {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(SUM_AT);
      byte[] sum = in.readNBytes(NO_SUM.length());
      String text = new String(start, StandardCharsets.ISO_8859_1);
      if (!text.startsWith(BEFORE_SUM, Math.min(Long.BYTES, text.length()))) {
        throw new Damaged("this is no checkpoint of nnd");
      }
      MessageDigest digest = sha256();
      digest.update(start);
      digest.update(NO_SUM.getBytes(StandardCharsets.US_ASCII));
      byte[] some = new byte[1 << 16];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        digest.update(some, 0, n);
      }
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(new String(sum, StandardCharsets.ISO_8859_1))) {
        throw new Damaged("this checkpoint is damaged: its checksum is not that of its content");
      }
    }
  }

  private static Map<String, String> texts(JsonObject metadata) {
    Map<String, String> texts = new LinkedHashMap<>();
    metadata.remove("sha256");
    metadata.entrySet().forEach(e -> texts.put(e.getKey(), e.getValue().getAsString()));
    return texts;
  }

  private static TensorType type(JsonObject tensor) {
    String dtype = tensor.get("dtype").getAsString();
    for (ElementType element : ElementType.values()) {
      if (dtype(element).equals(dtype)) {
        return TensorType.of(
            element,
            tensor.getAsJsonArray("shape").asList().stream()
                .mapToLong(JsonElement::getAsLong)
                .toArray());
      }
    }
    throw new IllegalArgumentException("no type: " + dtype);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) { // every Java has it
      throw new IllegalStateException(e);
    }
  }
}
