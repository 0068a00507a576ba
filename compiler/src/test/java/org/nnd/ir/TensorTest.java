package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  @EnumSource
  void everyTypeIsShownElementByElement(ElementType element) {
    byte[] ones = new byte[2 * element.bytes()];
    Arrays.fill(ones, (byte) -1);
    String shown =
        switch (element) {
          case FLOAT, DOUBLE -> "NaN";
          case INT8, INT16, INT32, INT64 -> "-1";
          case UINT8 -> "255";
          case UINT16 -> "65535";
          case UINT32 -> "4294967295";
          case UINT64 -> "18446744073709551615";
          case BOOL -> "true";
          case FLOAT16, BFLOAT16 -> "0xffff";
        };
    assertEquals(
        element + "[2]{" + shown + ", " + shown + "}",
        new Tensor(TensorType.of(element, 2), ones).toString());
  }
}
