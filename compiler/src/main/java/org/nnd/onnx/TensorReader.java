package org.nnd.onnx;

import com.google.protobuf.ByteString;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.onnx.proto.StringStringEntryProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;

/**
 * Tensors of a model file, in each of the ways in which ONNX writes numbers.
 *
 * <p>What a tensor claims to be is compared with what is there before anything is allocated.
 * Numbers beside the model are read from its folder and nowhere else.
 *
 * @param folder where numbers beside the model are
 */
record TensorReader(Path folder, Complaint complaint) {
  /** No array of Java has more elements. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  /**
   * A tensor with its numbers.
   *
   * @throws NndException if its element type is unknown (NND0602), if it is not what it claims to
   *     be (NND0601), or if what lies beside the model can't be used (NND0603, NND0506)
   */
  Tensor read(TensorProto t) {
    String name = t.getName().isEmpty() ? "a tensor" : "tensor " + t.getName();
    ElementType element = element(t.getDataType(), name);
    for (long size : t.getDimsList()) {
      if (size < 0) {
        throw wrong(name + " has a length of " + size);
      }
    }
    long[] sizes = t.getDimsList().stream().mapToLong(Long::longValue).toArray();
    long count;
    long length;
    try {
      count = elements(sizes);
      length = element.bytes(count);
    } catch (ArithmeticException e) {
      throw uncounted(t, name);
    }
    if (length > MOST) {
      throw wrong(name + " has more than 2 GiB");
    }
    if (count > MOST) {
      throw uncounted(t, name);
    }
    if (t.hasSegment()) {
      throw wrong(name + " is a part of a larger one");
    }
    TensorType type = new TensorType(element, Shape.of(sizes));
    return element == ElementType.STRING
        ? texts(t, type, (int) count, name)
        : new Tensor(type, bytes(t, type, (int) count, (int) length, name));
  }

  private NndException uncounted(TensorProto t, String name) {
    return wrong(name + " has more elements than can be counted: " + t.getDimsList());
  }

  /** Texts stand nowhere else than one by one. */
  private Tensor texts(TensorProto t, TensorType type, int count, String name) {
    checkCount(type, count, "elements", t.getStringDataCount(), name);
    List<byte[]> texts = t.getStringDataList().stream().map(ByteString::toByteArray).toList();
    if (texts.stream().mapToLong(x -> Integer.BYTES + x.length).sum() > MOST) {
      throw wrong(name + " has more than 2 GiB");
    }
    return Tensor.texts(type.shape(), texts);
  }

  private void checkCount(TensorType type, int count, String what, int there, String name) {
    if (there != count) {
      throw wrong(name + " is " + type + " of " + count + " " + what + ", and has " + there);
    }
  }

  /** An element type by its number in ONNX. */
  ElementType element(int onnx, String what) {
    return ElementType.of(onnx)
        .orElseThrow(
            () -> {
              TensorProto.DataType known = TensorProto.DataType.forNumber(onnx);
              return complaint.of(
                  "NND0602",
                  what + " has elements of " + (known == null ? "type " + onnx : known.name()),
                  "all element types are read but complex numbers");
            });
  }

  /** A length of 0 does not make the others harmless. */
  private static long elements(long[] sizes) {
    long product = 1;
    boolean none = false;
    for (long size : sizes) {
      none |= size == 0;
      product = Math.multiplyExact(product, Math.max(1, size));
    }
    return none ? 0 : product;
  }

  private NndException wrong(String message) {
    return complaint.of("NND0601", message, "is the file complete, and as its exporter wrote it?");
  }

  private byte[] bytes(TensorProto t, TensorType type, int count, int length, String name) {
    if (t.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      return beside(t, length, name);
    }
    if (t.hasRawData()) {
      ByteString raw = t.getRawData();
      if (raw.size() != length) {
        throw wrong(name + " is " + type + " of " + length + " bytes, and has " + raw.size());
      }
      return raw.toByteArray();
    }
    ElementType element = type.element();
    // Those of 4 and 2 bits stand as close here as in raw bytes.
    boolean packed = element.bits() == 4 || element.bits() == 2;
    int numbers = packed ? length : count;
    checkCount(type, numbers, packed ? "bytes" : "elements", count(t, element), name);
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < numbers; i++) {
      put(out, t, element, i);
    }
    return out.array();
  }

  private static int count(TensorProto t, ElementType element) {
    return switch (element) {
      case FLOAT -> t.getFloatDataCount();
      case DOUBLE -> t.getDoubleDataCount();
      case INT64 -> t.getInt64DataCount();
      case UINT32, UINT64 -> t.getUint64DataCount();
      default -> t.getInt32DataCount();
    };
  }

  private static void put(ByteBuffer out, TensorProto t, ElementType element, int i) {
    switch (element) {
      case FLOAT -> out.putFloat(t.getFloatData(i));
      case DOUBLE -> out.putDouble(t.getDoubleData(i));
      case INT64 -> out.putLong(t.getInt64Data(i));
      case UINT64 -> out.putLong(t.getUint64Data(i));
      case UINT32 -> out.putInt((int) t.getUint64Data(i));
      case INT32 -> out.putInt(t.getInt32Data(i));
      case INT16, UINT16, FLOAT16, BFLOAT16 -> out.putShort((short) t.getInt32Data(i));
      case FLOAT6E2M3, FLOAT6E3M2 -> putSixBits(out, t.getInt32Data(i), i);
      default -> out.put((byte) t.getInt32Data(i));
    }
  }

  private static void putSixBits(ByteBuffer out, int number, int i) {
    long at = 6L * i;
    int bits = (number & 63) << (at % 8);
    for (int place = (int) (at / 8); bits != 0; place++, bits >>= 8) {
      out.put(place, (byte) (out.get(place) | bits));
    }
  }

  private byte[] beside(TensorProto t, int length, String name) {
    Map<String, String> place = new HashMap<>();
    for (StringStringEntryProto e : t.getExternalDataList()) {
      place.put(e.getKey(), e.getValue());
    }
    Path file = inFolder(place.getOrDefault("location", ""), name);
    long offset = number(place, "offset", 0, name);
    if (number(place, "length", length, name) != length) {
      throw wrong(
          name
              + " needs "
              + length
              + " bytes, and "
              + place.get("length")
              + " lie beside the model");
    }
    try {
      return FileProblem.reading(file, "NND0506", () -> piece(file, offset, length));
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(file, "NND0506", e));
    }
  }

  private long number(Map<String, String> place, String key, long byDefault, String name) {
    String words = place.getOrDefault(key, Long.toString(byDefault));
    try {
      long number = Long.parseLong(words);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw outside(name + " lies beside the model with " + key + " " + words);
  }

  /** A file that is in the folder, links followed. */
  private Path inFolder(String location, String name) {
    if (location.isEmpty()) {
      throw outside(name + " lies beside the model, and nothing says where");
    }
    try {
      Path told = Path.of(location);
      Path file = folder.resolve(told).normalize();
      if (told.isAbsolute() || !file.startsWith(folder.normalize())) {
        throw outside(name + " lies outside of the model's folder: " + location);
      }
      if (leaves(file)) {
        throw outside(name + " lies behind a link out of the model's folder: " + location);
      }
      return file;
    } catch (InvalidPathException e) {
      throw outside(name + " lies beside the model at a place that is none: " + location);
    }
  }

  /** Whether a file that exists is elsewhere. */
  private boolean leaves(Path file) {
    try {
      return !file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false; // reading it will tell
    }
  }

  private NndException outside(String message) {
    return complaint.of(
        "NND0603", message, "numbers beside a model are files in its own folder, named so");
  }

  private static byte[] piece(Path file, long offset, int length) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      if (offset > in.size() - length) {
        throw new EOFException(file.getFileName() + " is too short");
      }
      ByteBuffer numbers = ByteBuffer.allocate(length);
      in.position(offset);
      while (numbers.hasRemaining()) {
        if (in.read(numbers) < 0) {
          throw new EOFException(file.getFileName() + " is too short");
        }
      }
      return numbers.array();
    }
  }

  /** The numbers of an initializer of any type that is known. */
  Optional<Tensor> ifKnown(TensorProto t) {
    return ElementType.of(t.getDataType()).map(e -> read(t));
  }
}
