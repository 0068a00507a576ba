package org.nnd.ir;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers known when compiling, little endian, the last axis varying fastest.
 *
 * <p>Numbers of fewer than 8 bits stand close, the first in the lowest bits. Texts are the lengths
 * of all, 4 bytes each, and then the bytes of all.
 */
public final class Tensor {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final TensorType type;
  private final byte[] data;

  private static VarHandle view(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.LITTLE_ENDIAN);
  }

  /** Takes the bytes over without a copy. */
  public Tensor(TensorType type, byte[] data) {
    long count = type.shape().size().orElseThrow();
    long expected =
        type.element() == ElementType.STRING ? textBytes(data, count) : type.element().bytes(count);
    if (expected != data.length) {
      throw new IllegalArgumentException(
          type + " needs " + expected + " bytes, not " + data.length);
    }
    this.type = type;
    this.data = data;
  }

  private static long textBytes(byte[] data, long count) {
    long bytes = Integer.BYTES * count;
    for (int i = 0; i < count && bytes <= data.length; i++) {
      bytes += (int) INTS.get(data, i * Integer.BYTES);
    }
    return bytes;
  }

  /** Texts, each as its bytes, which ought to be UTF-8. */
  public static Tensor texts(Shape shape, List<byte[]> texts) {
    int bytes = texts.stream().mapToInt(t -> Integer.BYTES + t.length).reduce(0, Math::addExact);
    byte[] data = new byte[bytes];
    ByteBuffer buffer = littleEndian(data);
    texts.forEach(t -> buffer.putInt(t.length));
    texts.forEach(buffer::put);
    return new Tensor(new TensorType(ElementType.STRING, shape), data);
  }

  /** The bytes of each text, if it is of texts. */
  public List<byte[]> texts() {
    List<byte[]> texts = new ArrayList<>();
    int count = Math.toIntExact(type.shape().size().orElseThrow());
    for (int i = 0, at = count * Integer.BYTES; i < count; i++) {
      int length = (int) INTS.get(data, i * Integer.BYTES);
      texts.add(Arrays.copyOfRange(data, at, at + length));
      at += length;
    }
    return texts;
  }

  /** A tensor from doubles; whole numbers where its elements are. */
  public static Tensor of(ElementType element, Shape shape, double... values) {
    byte[] bytes = new byte[values.length * element.bytes()];
    ByteBuffer buffer = littleEndian(bytes);
    for (double v : values) {
      switch (element) {
        case FLOAT -> buffer.putFloat((float) v);
        case DOUBLE -> buffer.putDouble(v);
        case INT64 -> buffer.putLong((long) v);
        case INT32 -> buffer.putInt((int) v);
        case INT8, UINT8 -> buffer.put((byte) (int) v);
        case BOOL -> buffer.put((byte) (v == 0 ? 0 : 1));
        case FLOAT16 -> buffer.putShort(rounded(v, 15, 10));
        case BFLOAT16 -> buffer.putShort(rounded(v, 127, 7));
        default -> throw new IllegalArgumentException("no literal of " + element);
      }
    }
    return new Tensor(new TensorType(element, shape), bytes);
  }

  /** The 16 bits of the nearest number with so many bits for the fraction; of two the even one. */
  private static short rounded(double v, int bias, int fraction) {
    if (Double.isNaN(v)) {
      return 0x7FFF;
    }
    int exponent = Math.max(Math.getExponent(v), 1 - bias);
    double steps = Math.rint(Math.scalb(Math.abs(v), fraction - exponent));
    long infinity = (2L * bias + 1) << fraction;
    double magnitude = Math.scalb(exponent + bias - 1.0, fraction) + steps;
    long bits = (long) Math.min(magnitude, (double) infinity);
    return (short) (Math.copySign(1, v) < 0 ? bits | 0x8000 : bits);
  }

  /** A single number. */
  public static Tensor scalar(ElementType element, double value) {
    return of(element, Shape.SCALAR, value);
  }

  /** A list of whole numbers, as axes and shapes are given. */
  public static Tensor longs(long... values) {
    byte[] bytes = new byte[values.length * 8];
    littleEndian(bytes).asLongBuffer().put(values);
    return new Tensor(TensorType.of(ElementType.INT64, values.length), bytes);
  }

  /** A single whole number. */
  public static Tensor scalar(long value) {
    byte[] bytes = new byte[8];
    littleEndian(bytes).putLong(value);
    return new Tensor(TensorType.scalar(ElementType.INT64), bytes);
  }

  /** A single unsigned 32-bit number. */
  public static Tensor uint32(int value) {
    return uint32(Shape.SCALAR, value);
  }

  /** Unsigned 32-bit numbers. */
  public static Tensor uint32(Shape shape, int... values) {
    byte[] bytes = new byte[values.length * 4];
    littleEndian(bytes).asIntBuffer().put(values);
    return new Tensor(new TensorType(ElementType.UINT32, shape), bytes);
  }

  /** The same number everywhere. */
  public static Tensor filled(TensorType type, double value) {
    byte[] one = scalar(type.element(), value).data;
    long bytes = type.shape().size().orElseThrow() * one.length;
    byte[] data = new byte[Math.toIntExact(bytes)];
    for (int i = 0; i < data.length; i++) {
      data[i] = one[i % one.length];
    }
    return new Tensor(type, data);
  }

  /** Whether it is the same number everywhere. */
  public boolean isFilled() {
    if (type.element().isCarried()) {
      return false;
    }
    int one = type.element().bytes();
    for (int i = one; i < data.length; i++) {
      if (data[i] != data[i - one]) {
        return false;
      }
    }
    return data.length > 0;
  }

  /** Its first number, by itself. */
  public Tensor first() {
    return new Tensor(
        TensorType.scalar(type.element()), Arrays.copyOf(data, type.element().bytes()));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public TensorType type() {
    return type;
  }

  /** A read-only view of the bytes, little endian. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(data).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor t && t.type.equals(type) && Arrays.equals(t.data, data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, Arrays.hashCode(data));
  }

  /**
   * One of its numbers; true is 1.
   *
   * @param i its place, the last axis varying fastest
   */
  public double number(int i) {
    return switch (type.element()) {
      case FLOAT -> Float.intBitsToFloat((int) INTS.get(data, 4 * i));
      case DOUBLE -> Double.longBitsToDouble((long) LONGS.get(data, 8 * i));
      case INT64 -> (long) LONGS.get(data, 8 * i);
      case UINT64 -> unsigned((long) LONGS.get(data, 8 * i));
      case INT32 -> (int) INTS.get(data, 4 * i);
      case UINT32 -> Integer.toUnsignedLong((int) INTS.get(data, 4 * i));
      case INT16 -> (short) SHORTS.get(data, 2 * i);
      case UINT16, FLOAT16, BFLOAT16 -> small(Short.toUnsignedInt((short) SHORTS.get(data, 2 * i)));
      case INT8, INT4, INT2 -> signed(bits(i));
      case STRING -> throw new IllegalStateException("a text is no number");
      default -> small(bits(i));
    };
  }

  private static double unsigned(long x) {
    return (x >>> 1) * 2.0 + (x & 1);
  }

  private double small(int bits) {
    return type.element().name().contains("FLOAT") ? SmallFloat.of(type.element(), bits) : bits;
  }

  private int signed(int bits) {
    int above = Integer.SIZE - type.element().bits();
    return (bits << above) >> above;
  }

  /** The bits of a number that has at most 8. */
  private int bits(int i) {
    int width = type.element().bits();
    long at = (long) i * width;
    int from = (int) (at / 8);
    int next = from + 1 < data.length ? Byte.toUnsignedInt(data[from + 1]) : 0;
    int both = Byte.toUnsignedInt(data[from]) | (next << 8);
    return (both >> (at % 8)) & ((1 << width) - 1);
  }

  /** The type, and the numbers if they are few. */
  @Override
  public String toString() {
    int most = 8;
    long count = type.shape().size().orElseThrow();
    return count > most
        ? type + "{...}"
        : IntStream.range(0, (int) count)
            .mapToObj(this::word)
            .collect(Collectors.joining(", ", type + "{", "}"));
  }

  private String word(int i) {
    return switch (type.element()) {
      case STRING -> '"' + new String(texts().get(i), StandardCharsets.UTF_8) + '"';
      case FLOAT -> Float.toString((float) number(i));
      case INT64 -> Long.toString((long) LONGS.get(data, 8 * i));
      case UINT64 -> Long.toUnsignedString((long) LONGS.get(data, 8 * i));
      case BOOL -> Boolean.toString(number(i) != 0);
      default -> {
        boolean whole = type.element().name().contains("INT");
        yield whole ? Long.toString((long) number(i)) : Double.toString(number(i));
      }
    };
  }
}
