package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]        | []        | []",
        "[3]       | []        | [3]",
        "[3]       | [3]       | [3]",
        "[3]       | [1]       | [3]",
        "[2, 3]    | [3]       | [2, 3]",
        "[2, 3]    | [2, 1]    | [2, 3]",
        "[2, 1]    | [1, 3]    | [2, 3]",
        "[2, 1, 4] | [3, 1]    | [2, 3, 4]",
        "[5, 1]    | [2, 3, 1, 4] | [2, 3, 5, 4]",
        "[0]       | [1]       | [0]",
        "[N, 3]    | [3]       | [N, 3]",
        "[N, 3]    | [N, 3]    | [N, 3]",
        "[N, 3]    | [1, 1]    | [N, 3]",
        "[N, T, 1] | [T, 4]    | [N, T, 4]",
      })
  void broadcastingIsNumpys(String a, String b, String both) {
    assertEquals(both, shape(a).broadcast(shape(b)).toString());
    assertEquals(both, shape(b).broadcast(shape(a)).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[2] | [3]", "[2, 3] | [2]", "[0] | [2]", "[N] | [3]", "[N] | [T]"})
  void lengthsThatDisagreeCannotBeBroadcast(String a, String b) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> shape(a).broadcast(shape(b)))
            .getMessage();
    assertEquals(a + " and " + b + " can't be broadcast", message);
  }

  @Test
  void axesCountFromBothEnds() {
    Shape s = shape("[N, 3, 28]");
    assertEquals(3, s.rank());
    assertEquals("N", s.dim(0).toString());
    assertEquals("28", s.dim(-1).toString());
    assertEquals("N", s.dim(-3).toString());
    assertEquals("28", s.last().toString());
    assertEquals(2, s.axis(-1));
    assertEquals(2, s.axis(2));
    for (int axis : new int[] {3, -4}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> s.axis(axis)).getMessage();
      assertEquals("no axis " + axis + " in [N, 3, 28]", message);
    }
    assertThrows(IllegalArgumentException.class, Shape.SCALAR::last);
  }

  @Test
  void shapesAreTakenApartAndPutTogether() {
    Shape s = shape("[N, 3, 28, 29]");
    assertEquals("[3, 28]", s.slice(1, 3).toString());
    assertEquals("[]", s.slice(2, 2).toString());
    assertEquals("[28, 29]", s.from(2).toString());
    assertEquals("[]", s.from(4).toString());
    assertEquals("[N, 3, 28, 29, T]", s.then(shape("[T]")).toString());
    assertEquals("[N, 3, 28, 7]", s.with(-1, Dim.of(7)).toString());
    assertEquals("[7, 3, 28, 29]", s.with(0, Dim.of(7)).toString());
    assertEquals("[7, N, 3, 28, 29]", s.insert(0, Dim.of(7)).toString());
    assertEquals("[N, 3, 28, 29, 7]", s.insert(4, Dim.of(7)).toString());
    assertEquals("[N, 3, 28, 29]", s.toString(), "it stays as it was");
  }

  @Test
  void theNumberOfElementsIsAFormulaWhereALengthIsFree() {
    assertEquals("1", Shape.SCALAR.elements().toString());
    assertEquals("400", Shape.of(16, 5, 5).elements().toString());
    assertEquals("48*N*T", shape("[N, 3, T, 16]").elements().toString());
    assertEquals(OptionalLong.of(400), Shape.of(16, 5, 5).size());
    assertEquals(OptionalLong.of(1), Shape.SCALAR.size());
    assertEquals(OptionalLong.of(0), Shape.of(2, 0).size());
    assertEquals(OptionalLong.empty(), shape("[N, 3]").size());
    assertArrayEquals(new long[] {16, 5}, Shape.of(16, 5).sizes());
    assertThrows(NoSuchElementException.class, () -> shape("[N]").sizes());
  }

  @Test
  void aTypeIsWrittenAsInTheLanguage() {
    assertEquals("float[16, 5, 5]", TensorType.of(ElementType.FLOAT, 16, 5, 5).toString());
    assertEquals("int64", TensorType.scalar(ElementType.INT64).toString());
    assertEquals("bool[N, T]", new TensorType(ElementType.BOOL, shape("[N, T]")).toString());
  }

  @Test
  void theBatchIsTheFirstAxis() {
    TensorType image = TensorType.of(ElementType.FLOAT, 3, 28);
    assertFalse(image.batched());
    assertEquals("float[N, 3, 28]", image.batch().toString());
    assertTrue(image.batch().batched());
    assertEquals(image, image.batch().perExample());
    assertEquals(image, image.perExample());
    assertFalse(TensorType.scalar(ElementType.FLOAT).batched());
    assertEquals("float[N]", TensorType.scalar(ElementType.FLOAT).batch().toString());
    assertEquals("int64[3, 28]", image.of(ElementType.INT64).toString());
    assertEquals("float[7]", image.shaped(Shape.of(7)).toString());
  }

  /** The shape that {@code toString} writes like this. */
  private static Shape shape(String text) {
    String inner = text.substring(1, text.length() - 1);
    return new Shape(
        Arrays.stream(inner.split(", "))
            .filter(d -> !d.isEmpty())
            .map(d -> d.matches("\\d+") ? Dim.of(Long.parseLong(d)) : new Dim.Named(d))
            .toList());
  }
}
