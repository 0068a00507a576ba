package org.nnd.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** Numbers known when compiling, little endian, the last axis varying fastest. */
public final class Tensor {
  private final TensorType type;
  private final byte[] data;

  /** Takes the bytes over without a copy. */
  public Tensor(TensorType type, byte[] data) {
    long expected = type.shape().size().orElseThrow() * type.element().bytes();
    if (expected != data.length) {
      throw new IllegalArgumentException(
          type + " needs " + expected + " bytes, not " + data.length);
    }
    this.type = type;
    this.data = data;
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

  /** The type, and the numbers if they are few. */
  @Override
  public String toString() {
    if (data.length > 8 * type.element().bytes()) {
      return type + "{...}";
    }
    StringBuilder out = new StringBuilder(type.toString()).append('{');
    ByteBuffer in = bytes();
    while (in.hasRemaining()) {
      out.append(in.position() == 0 ? "" : ", ");
      switch (type.element()) {
        case FLOAT -> out.append(in.getFloat());
        case DOUBLE -> out.append(in.getDouble());
        case INT64 -> out.append(in.getLong());
        case UINT64 -> out.append(Long.toUnsignedString(in.getLong()));
        case INT32 -> out.append(in.getInt());
        case UINT32 -> out.append(Integer.toUnsignedLong(in.getInt()));
        case UINT8 -> out.append(Byte.toUnsignedInt(in.get()));
        case INT8 -> out.append(in.get());
        case UINT16 -> out.append(Short.toUnsignedInt(in.getShort()));
        case INT16 -> out.append(in.getShort());
        case BOOL -> out.append(in.get() != 0);
        case FLOAT16, BFLOAT16 -> out.append(String.format("0x%04x", in.getShort()));
      }
    }
    return out.append('}').toString();
  }
}
