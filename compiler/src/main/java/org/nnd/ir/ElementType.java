package org.nnd.ir;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tensor holds; the number is ONNX's {@code TensorProto.DataType}.
 *
 * <p>Some are only carried: they come out of a file and go into another as they are, between
 * operators that are kept as they are. Nothing here computes with them.
 */
public enum ElementType {
  FLOAT(1, 32),
  UINT8(2, 8),
  INT8(3, 8),
  UINT16(4, 16),
  INT16(5, 16),
  INT32(6, 32),
  INT64(7, 64),
  STRING(8, 0),
  BOOL(9, 8),
  FLOAT16(10, 16),
  DOUBLE(11, 64),
  UINT32(12, 32),
  UINT64(13, 64),
  BFLOAT16(16, 16),
  FLOAT8E4M3FN(17, 8),
  FLOAT8E4M3FNUZ(18, 8),
  FLOAT8E5M2(19, 8),
  FLOAT8E5M2FNUZ(20, 8),
  UINT4(21, 4),
  INT4(22, 4),
  FLOAT4E2M1(23, 4),
  FLOAT8E8M0(24, 8),
  UINT2(25, 2),
  INT2(26, 2),
  FLOAT6E2M3(27, 6),
  FLOAT6E3M2(28, 6);

  private final int onnx;
  private final int bits;

  ElementType(int onnx, int bits) {
    this.onnx = onnx;
    this.bits = bits;
  }

  /** ONNX's number of the type. */
  public int onnx() {
    return onnx;
  }

  /** Bits of one element; 0 where each has a length of its own. */
  public int bits() {
    return bits;
  }

  /** Bytes of one element by itself. */
  public int bytes() {
    return (bits + 7) / 8;
  }

  /**
   * Bytes of so many elements: those of fewer than 8 bits stand close, the last byte filled up.
   *
   * @throws ArithmeticException if they are more than can be counted
   */
  public long bytes(long count) {
    return bits % 8 == 0
        ? Math.multiplyExact(count, bits / 8)
        : Math.addExact(Math.multiplyExact(count, bits), 7) / 8;
  }

  /** Whether values of the type only pass through. */
  public boolean isCarried() {
    return this == STRING || onnx > BFLOAT16.onnx;
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
