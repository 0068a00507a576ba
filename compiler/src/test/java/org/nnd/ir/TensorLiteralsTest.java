package org.nnd.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorLiteralsTest {

  /** From the tables of IEEE 754; of two equally near numbers the even one. */
  @ParameterizedTest
  @CsvSource({
    "1, 3C00",
    "-2, C000",
    "-0.0, 8000",
    "65504, 7BFF",
    "65519.99, 7BFF",
    "65520, 7C00",
    "1e300, 7C00",
    "-Infinity, FC00",
    "NaN, 7FFF",
    "0.1, 2E66",
    "6.103515625e-5, 0400",
    "5.9604644775390625e-8, 0001",
    "2.98023223876953125e-8, 0000",
    "2.99e-8, 0001",
    "1.00048828125, 3C00",
    "1.00146484375, 3C02"
  })
  void halvesAreTheNearest(double number, String bits) {
    assertEquals(bits, bits(ElementType.FLOAT16, number));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3F80",
    "-3.140625, C049",
    "0.1, 3DCD",
    "3.3895313892515355e38, 7F7F",
    "3.4e38, 7F80",
    "Infinity, 7F80",
    "9.183549615799121e-41, 0001",
    "1.00390625, 3F80",
    "1.01171875, 3F82"
  })
  void bfloatsAreTheNearest(double number, String bits) {
    assertEquals(bits, bits(ElementType.BFLOAT16, number));
  }

  private static String bits(ElementType type, double number) {
    return String.format("%04X", Tensor.scalar(type, number).bytes().getShort());
  }
}
