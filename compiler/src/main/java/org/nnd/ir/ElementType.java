package org.nnd.ir;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a tensor holds; the number is ONNX's {@code TensorProto.DataType}. */
public enum ElementType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  private final int onnx;
  private final int bytes;

  ElementType(int onnx, int bytes) {
    this.onnx = onnx;
    this.bytes = bytes;
  }

  /** ONNX's number of the type. */
  public int onnx() {
    return onnx;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether values of the type have gradients. */
  public boolean isFloat() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  /** The type that has a number in ONNX. */
  public static Optional<ElementType> of(long onnx) {
    return Stream.of(values()).filter(e -> e.onnx == onnx).findFirst();
  }

  /** The type of a name in {@code .nnd} text. */
  public static Optional<ElementType> of(String word) {
    return words().contains(word)
        ? Optional.of(valueOf(word.toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** The types that a text can name. */
  public static List<String> words() {
    return List.of("float", "double", "float16", "bfloat16", "int32", "int64", "bool");
  }

  /** The name in {@code .nnd} text: {@code float}, {@code int64}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
