package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimTest {

  @Test
  void aLengthIsANumberOrAName() {
    assertEquals(OptionalLong.of(3), Dim.of(3).known());
    assertTrue(Dim.of(3).is(3));
    assertFalse(Dim.of(3).is(4));
    assertEquals("3", Dim.of(3).toString());
    assertEquals(OptionalLong.empty(), new Dim.Named("T").known());
    assertFalse(new Dim.Named("T").is(1));
    assertEquals("T", new Dim.Named("T").toString());
    assertEquals(new Dim.Named("N"), Dim.BATCH);
    assertThrows(IllegalArgumentException.class, () -> Dim.of(-1));
  }

  /** They say themselves how they are compared. */
  @Test
  void equalPartsMakeEqualValues() {
    TensorType a = new TensorType(ElementType.FLOAT, Shape.of(Dim.BATCH, Dim.of(3)));
    TensorType b = new TensorType(ElementType.FLOAT, Shape.of(new Dim.Named("N"), Dim.of(3)));
    assertEquals(new Value("x", a), new Value("x", b));
    assertEquals(new Value("x", a).hashCode(), new Value("x", b).hashCode());
    assertEquals(a.hashCode(), b.hashCode());
    assertNotEquals(new Value("x", a), new Value("y", b));
    assertNotEquals(new Value("x", a), new Value("x", b.of(ElementType.FLOAT16)));
    assertNotEquals(a, b.of(ElementType.FLOAT16));
    assertNotEquals(a, b.shaped(Shape.of(Dim.BATCH, Dim.of(4))));
    assertNotEquals(a, b.shaped(Shape.of(Dim.BATCH)));
    assertNotEquals(Dim.of(3), new Dim.Named("3"));
    assertNotEquals(new Dim.Named("3"), Dim.of(3));
  }

  /** The factors of each line, and the one name of their product in whatever order. */
  @ParameterizedTest
  @CsvSource({
    "2 3,       6",
    "1 T,       T",
    "0 T,       0",
    "T 3,       3*T",
    "T N,       N*T",
    "2 T 3,     6*T",
    "T N T,     N*T*T",
    "2 T+3 N,   6*N+2*N*T",
    "1 T+3,     T+3",
    "T-2 3,     3*T-6",
    "floor((T-3)/2)+1 4, 4*floor((T-3)/2)+4",
    "floor(T/2) 4, 4*floor(T/2)",
  })
  void equalProductsHaveEqualNames(String factors, String product) {
    Dim[] dims = dims(factors);
    assertEquals(product, Arrays.stream(dims).reduce(Dim.of(1), Dim::times).toString());
    assertEquals(product, Arrays.stream(reversed(dims)).reduce(Dim.of(1), Dim::times).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2 3,       5",
    "0 T,       T",
    "T 3,       T+3",
    "T N,       N+T",
    "1 T 2,     T+3",
    "T N T 1,   N+2*T+1",
    "T 2*T,     3*T",
    "T-2 3,     T+1",
    "floor((T-3)/2)+1 4, floor((T-3)/2)+5",
    "2*(T+3) 1, 2*T+7",
  })
  void equalSumsHaveEqualNames(String terms, String sum) {
    Dim[] dims = dims(terms);
    assertEquals(sum, Arrays.stream(dims).reduce(Dim.of(0), Dim::plus).toString());
    assertEquals(sum, Arrays.stream(reversed(dims)).reduce(Dim.of(0), Dim::plus).toString());
  }

  @Test
  void sumsAndProductsNest() {
    Dim t = new Dim.Named("T");
    assertEquals("2*T+6", t.plus(Dim.of(3)).times(Dim.of(2)).toString());
    assertEquals("2*T+3", t.times(Dim.of(2)).plus(Dim.of(3)).toString());
    assertEquals("4*T+T*T+3", t.plus(Dim.of(3)).times(t.plus(Dim.of(1))).toString());
  }

  @Test
  void numbersThatAreTooLargeAreNoLengths() {
    Dim large = Dim.of(Long.MAX_VALUE);
    assertThrows(ArithmeticException.class, () -> large.times(Dim.of(2)));
    assertThrows(ArithmeticException.class, () -> large.plus(Dim.of(1)));
  }

  @Test
  void aDividedLengthIsANumberOrItsFormula() {
    Dim t = new Dim.Named("T");
    assertEquals(Dim.of(13), Dim.of(28).plus(-3).floorDiv(2).plus(1));
    assertEquals("floor((T-3)/2)+1", t.plus(-3).floorDiv(2).plus(1).toString());
    assertEquals("ceil(T/2)", t.ceilDiv(2).toString());
    assertEquals(Dim.of(4), Dim.of(7).ceilDiv(2));
    assertEquals(t, t.plus(2).floorDiv(1).plus(-2));
    assertThrows(IllegalArgumentException.class, () -> Dim.of(1).plus(-3));
  }

  @Test
  void whatIsTakenAwayIsGivenBack() {
    Dim t = new Dim.Named("T");
    assertEquals(t, t.plus(1).plus(-1));
    assertEquals(t.times(4), t.times(2).times(2));
    assertEquals(t.times(2), t.plus(t));
    assertEquals(t.times(6).plus(4), t.times(2).plus(1).times(3).plus(1));
  }

  private static Dim[] dims(String words) {
    return Arrays.stream(words.split(" "))
        .map(w -> w.matches("\\d+") ? Dim.of(Long.parseLong(w)) : new Dim.Named(w))
        .toArray(Dim[]::new);
  }

  private static Dim[] reversed(Dim[] dims) {
    Dim[] reversed = new Dim[dims.length];
    Arrays.setAll(reversed, i -> dims[dims.length - 1 - i]);
    return reversed;
  }
}
