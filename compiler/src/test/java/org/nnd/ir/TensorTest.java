package org.nnd.ir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

  @Test
  void numbersAreLittleEndian() {
    ByteBuffer bytes = Tensor.of(ElementType.FLOAT, Shape.of(2), 1, -2).bytes();
    assertEquals(ByteOrder.LITTLE_ENDIAN, bytes.order());
    assertEquals(8, bytes.remaining());
    assertEquals(0x3f, bytes.get(3));
    assertEquals(1f, bytes.getFloat());
    assertEquals(-2f, bytes.getFloat());
    assertEquals(0.1, Tensor.scalar(ElementType.DOUBLE, 0.1).bytes().getDouble());
    assertEquals(0.1f, Tensor.scalar(ElementType.FLOAT, 0.1).bytes().getFloat());
    assertEquals(-7, Tensor.scalar(-7).bytes().getLong());
    assertEquals(5, Tensor.longs(4, 5).bytes().getLong(8));
    assertEquals(0xdeadbeef, Tensor.uint32(0xdeadbeef).bytes().getInt());
  }

  @Test
  void theBytesCannotBeChanged() {
    Tensor t = Tensor.scalar(1);
    assertThrows(ReadOnlyBufferException.class, () -> t.bytes().put((byte) 2));
    t.bytes().getLong();
    assertEquals(8, t.bytes().remaining(), "each view starts at the front");
  }

  @Test
  void theBytesMustFitTheType() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Tensor(TensorType.of(ElementType.FLOAT, 2, 3), new byte[23]))
            .getMessage();
    assertEquals("float[2, 3] needs 24 bytes, not 23", message);
    assertThrows(
        IllegalArgumentException.class, () -> Tensor.of(ElementType.FLOAT, Shape.of(3), 1, 2));
    assertThrows(
        NoSuchElementException.class,
        () -> new Tensor(new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH)), new byte[4]));
  }

  @Test
  void equalNumbersOfOneTypeAreEqual() {
    Tensor t = Tensor.of(ElementType.FLOAT, Shape.of(2), 1, 2);
    assertEquals(t, Tensor.of(ElementType.FLOAT, Shape.of(2), 1, 2));
    assertEquals(t.hashCode(), Tensor.of(ElementType.FLOAT, Shape.of(2), 1, 2).hashCode());
    assertNotEquals(t, Tensor.of(ElementType.FLOAT, Shape.of(2), 1, 3));
    assertNotEquals(t, Tensor.of(ElementType.FLOAT, Shape.of(2, 1), 1, 2));
    assertNotEquals(t, Tensor.of(ElementType.DOUBLE, Shape.of(2), 1, 2));
    assertNotEquals(Tensor.scalar(ElementType.FLOAT, 0.0), Tensor.scalar(ElementType.FLOAT, -0.0));
    assertEquals(
        Tensor.scalar(ElementType.FLOAT, Double.NaN), Tensor.scalar(ElementType.FLOAT, Double.NaN));
  }

  @Test
  void filledIsTheSameEverywhere() {
    assertEquals(
        Tensor.of(ElementType.FLOAT, Shape.of(2, 2), 3, 3, 3, 3),
        Tensor.filled(TensorType.of(ElementType.FLOAT, 2, 2), 3));
    assertEquals(
        Tensor.of(ElementType.FLOAT, Shape.of(2, 0)),
        Tensor.filled(TensorType.of(ElementType.FLOAT, 2, 0), 3));
  }

  @Test
  void fewNumbersAreShown() {
    assertEquals(
        "float[2]{1.0, -0.5}", Tensor.of(ElementType.FLOAT, Shape.of(2), 1, -0.5).toString());
    assertEquals("double{0.1}", Tensor.scalar(ElementType.DOUBLE, 0.1).toString());
    assertEquals("int64{-7}", Tensor.scalar(-7).toString());
    assertEquals("int64[0]{}", Tensor.longs().toString());
    assertEquals("uint32{4294967295}", Tensor.uint32(-1).toString());
    assertEquals(
        "int64[8]{1, 2, 3, 4, 5, 6, 7, 8}", Tensor.longs(1, 2, 3, 4, 5, 6, 7, 8).toString());
    assertEquals("int64[9]{...}", Tensor.longs(1, 2, 3, 4, 5, 6, 7, 8, 9).toString());
  }

  /** Two elements whose bits are all set, shown as the type reads them. */
  @ParameterizedTest
  @EnumSource(names = "STRING", mode = EnumSource.Mode.EXCLUDE)
  void everyTypeIsShownElementByElement(ElementType element) {
    byte[] ones = new byte[(int) element.bytes(2)];
    Arrays.fill(ones, (byte) -1);
    String shown =
        switch (element) {
          case FLOAT, DOUBLE, FLOAT16, BFLOAT16, FLOAT8E4M3FN, FLOAT8E5M2, FLOAT8E8M0 -> "NaN";
          case INT2, INT4, INT8, INT16, INT32, INT64 -> "-1";
          case UINT2 -> "3";
          case UINT4 -> "15";
          case UINT8 -> "255";
          case UINT16 -> "65535";
          case UINT32 -> "4294967295";
          case UINT64 -> "18446744073709551615";
          case BOOL -> "true";
          case FLOAT8E4M3FNUZ -> "-240.0";
          case FLOAT8E5M2FNUZ -> "-57344.0";
          case FLOAT6E2M3 -> "-7.5";
          case FLOAT6E3M2 -> "-28.0";
          case FLOAT4E2M1 -> "-6.0";
          case STRING -> throw new IllegalArgumentException();
        };
    assertEquals(
        element + "[2]{" + shown + ", " + shown + "}",
        new Tensor(TensorType.of(element, 2), ones).toString());
  }

  @Test
  void shortNumbersStandClose() {
    assertEquals(
        "int4[3]{1, -2, 7}",
        new Tensor(TensorType.of(ElementType.INT4, 3), new byte[] {(byte) 0xE1, 7}).toString());
    assertEquals(
        "uint2[5]{1, 2, 3, 0, 2}",
        new Tensor(TensorType.of(ElementType.UINT2, 5), new byte[] {0b00_11_10_01, 2}).toString());
    assertEquals(
        "float6e2m3[3]{1.0, 0.125, -7.5}",
        new Tensor(
                TensorType.of(ElementType.FLOAT6E2M3, 3),
                new byte[] {0b01_001000, (byte) 0b1111_0000, 0b11})
            .toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Tensor(TensorType.of(ElementType.INT4, 3), new byte[3]));
  }

  /** Patterns of bits and what they are, as the package ml_dtypes has it. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT16, 1, 5.960464477539063e-8",
    "FLOAT16, 31743, 65504",
    "FLOAT16, 64512, -Infinity",
    "BFLOAT16, 16256, 1",
    "BFLOAT16, 65408, -Infinity",
    "FLOAT8E4M3FN, 1, 0.001953125",
    "FLOAT8E4M3FN, 8, 0.015625",
    "FLOAT8E4M3FN, 126, 448",
    "FLOAT8E4M3FN, 127, NaN",
    "FLOAT8E4M3FN, 128, -0.0",
    "FLOAT8E4M3FNUZ, 1, 0.0009765625",
    "FLOAT8E4M3FNUZ, 127, 240",
    "FLOAT8E4M3FNUZ, 128, NaN",
    "FLOAT8E5M2, 3, 0.0000457763671875",
    "FLOAT8E5M2, 123, 57344",
    "FLOAT8E5M2, 124, Infinity",
    "FLOAT8E5M2, 253, NaN",
    "FLOAT8E5M2FNUZ, 1, 7.62939453125e-6",
    "FLOAT8E5M2FNUZ, 128, NaN",
    "FLOAT8E8M0, 0, 5.877471754111438e-39",
    "FLOAT8E8M0, 254, 1.7014118346046923e38",
    "FLOAT8E8M0, 255, NaN",
    "FLOAT6E2M3, 31, 7.5",
    "FLOAT6E3M2, 1, 0.0625",
    "FLOAT6E3M2, 31, 28",
    "FLOAT4E2M1, 1, 0.5",
    "FLOAT4E2M1, 7, 6",
  })
  void shortFloats(ElementType element, int bits, double expected) {
    byte[] both = {(byte) bits, (byte) (bits >> 8)};
    Tensor one = new Tensor(TensorType.scalar(element), Arrays.copyOf(both, element.bytes()));
    assertEquals(expected, one.number(0));
  }

  @Test
  void texts() {
    Tensor t = Tensor.texts(Shape.of(2), List.of("é".getBytes(UTF_8), new byte[0]));
    assertEquals("string[2]{\"é\", \"\"}", t.toString());
    assertEquals(List.of("é", ""), t.texts().stream().map(b -> new String(b, UTF_8)).toList());
    assertEquals(t, Tensor.texts(Shape.of(2), List.of("é".getBytes(UTF_8), new byte[0])));
    assertThrows(
        IllegalArgumentException.class,
        () -> Tensor.texts(Shape.of(3), List.of("a".getBytes(UTF_8))));
  }
}
