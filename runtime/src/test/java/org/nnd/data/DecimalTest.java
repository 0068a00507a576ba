package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.5, -0.5",
    "+3, 3",
    "5., 5",
    ".5, 0.5",
    "1e3, 1000",
    "1E-3, 0.001",
    "007, 7",
    "1e999, Infinity"
  })
  void readsNumbers(String text, double number) {
    assertEquals(number, Decimal.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-",
        "abc",
        "1,5",
        "1 000",
        "0x1p3",
        "0X1P3",
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "1f",
        "1F",
        "1d",
        "1.5D",
        "1e",
        "1e3.5",
        "--1",
        "٣"
      })
  void refusesWhatIsNone(String text) {
    assertEquals(Double.NaN, Decimal.parse(text));
  }
}
