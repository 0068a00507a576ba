package org.nnd.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
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
import java.util.stream.LongStream;
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
 * <p>The first text is {@code sha256}, of the whole file with 64 noughts in this place; a file that
 * others wrote has none.
 *
 * @param metadata the texts by name
 * @param tensors the tensors by name
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final String NO_SUM = "0".repeat(64);
  private static final String BEFORE_SUM = "{\"__metadata__\":{\"sha256\":\"";

  /** What a header has at most, as in the format's first library. */
  private static final long MOST_HEADER = 100_000_000;

  private static final int SUM_AT = Long.BYTES + BEFORE_SUM.length();

  /** What is in a file can't be used. */
  public static final class Damaged extends Exception {
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
      case INT8 -> "I8";
      case UINT16 -> "U16";
      case INT16 -> "I16";
      case INT32 -> "I32";
      case UINT32 -> "U32";
      case INT64 -> "I64";
      case UINT64 -> "U64";
      case BOOL -> "BOOL";
      default -> throw new IllegalArgumentException("no weights are " + type);
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
  public void write(FileChannel to) throws IOException {
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
   * Reads a file that {@link #write} wrote.
   *
   * @throws Damaged if it isn't as it was written
   */
  static Safetensors read(Path file) throws IOException, Damaged {
    if (!summed(file)) {
      throw new Damaged("this is no checkpoint of nnd");
    }
    return readAny(file);
  }

  /**
   * Reads a file that anyone wrote.
   *
   * @throws Damaged if it isn't as the format says, or has a checksum that isn't its own
   */
  public static Safetensors readAny(Path file) throws IOException, Damaged {
    if (summed(file)) {
      verify(file);
    }
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer length = some(in, 0, Math.min(Long.BYTES, in.size()));
      long header = length.remaining() < Long.BYTES ? -1 : length.getLong();
      if (header < 2 || header > in.size() - Long.BYTES || header > MOST_HEADER) {
        throw new Damaged("this is no safetensors file, or not all of one");
      }
      JsonObject described = json(some(in, Long.BYTES, header));
      JsonElement texts = described.remove("__metadata__");
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long left = in.size() - Long.BYTES - header;
      for (Map.Entry<String, JsonElement> e : described.entrySet()) {
        Tensor t = tensor(e.getKey(), e.getValue(), in, Long.BYTES + header, left);
        left -= t.bytes().remaining();
        tensors.put(e.getKey(), t);
      }
      return new Safetensors(texts == null ? Map.of() : texts(texts.getAsJsonObject()), tensors);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw new Damaged("the header of this safetensors file is not as the format says");
    }
  }

  private static JsonObject json(ByteBuffer header) {
    return JsonParser.parseString(StandardCharsets.UTF_8.decode(header).toString())
        .getAsJsonObject();
  }

  /**
   * A tensor of a file.
   *
   * @param start where the tensors begin
   * @param left the bytes that are not another tensor's
   */
  private static Tensor tensor(
      String name, JsonElement described, FileChannel in, long start, long left)
      throws IOException, Damaged {
    JsonObject tensor = described.getAsJsonObject();
    TensorType type = type(name, tensor);
    JsonArray offsets = tensor.getAsJsonArray("data_offsets");
    if (offsets == null || offsets.size() != 2) {
      throw new Damaged(name + " has no data_offsets");
    }
    long from = offsets.get(0).getAsLong();
    long bytes = bytes(type);
    if (from < 0 || bytes > left || from > in.size() - start - bytes) {
      throw new Damaged(name + " would reach beyond the end of the file");
    }
    if (offsets.get(1).getAsLong() - from != bytes) {
      throw new Damaged(name + " is " + type + ", but its data_offsets say another length");
    }
    return new Tensor(type, some(in, start + from, bytes).array());
  }

  /** How many bytes a type has; the greatest number if they are more than that. */
  private static long bytes(TensorType type) {
    try {
      return Math.multiplyExact(type.shape().size().orElseThrow(), type.element().bytes());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static ByteBuffer some(FileChannel in, long from, long length)
      throws IOException, Damaged {
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      throw new Damaged("a tensor of more than 2 GiB can't be read");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (in.read(bytes, from + bytes.position()) < 0) {
        throw new Damaged("the file ends too early");
      }
    }
    return bytes.flip();
  }

  /** Whether a file begins as one that has a checksum. */
  private static boolean summed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(SUM_AT), StandardCharsets.ISO_8859_1);
      return start.startsWith(BEFORE_SUM, Math.min(Long.BYTES, start.length()));
    }
  }

  /** Every byte is as it was, or else nothing of the file is looked at. */
  private static void verify(Path file) throws IOException, Damaged {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = sha256();
      digest.update(in.readNBytes(SUM_AT));
      byte[] sum = in.readNBytes(NO_SUM.length());
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

  private static TensorType type(String name, JsonObject tensor) throws Damaged {
    JsonElement dtype = tensor.get("dtype");
    JsonArray shape = tensor.getAsJsonArray("shape");
    if (dtype == null || shape == null) {
      throw new Damaged(name + " has no dtype, or no shape");
    }
    long[] lengths = shape.asList().stream().mapToLong(JsonElement::getAsLong).toArray();
    if (LongStream.of(lengths).anyMatch(n -> n < 0)) {
      throw new Damaged(name + " has a negative length");
    }
    for (ElementType element : ElementType.values()) {
      if (!element.isCarried() && dtype(element).equals(dtype.getAsString())) {
        return TensorType.of(element, lengths);
      }
    }
    throw new Damaged(name + " is of " + dtype.getAsString() + ", which nnd has no numbers for");
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) { // every Java has it
      throw new IllegalStateException(e);
    }
  }
}
