package org.nnd.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AxisTest {
  static Stream<Arguments> linear() {
    return Stream.of(
        Arguments.of(List.of(0.0, 1.0), "0 0.2 0.4 0.6 0.8 1"),
        Arguments.of(List.of(0.13, 2.4), "0.5 1 1.5 2"),
        Arguments.of(List.of(1.0, 20.0), "5 10 15 20"),
        Arguments.of(List.of(-3e-5, 8e-5), "0 5e-5"),
        Arguments.of(List.of(1e6, 3e6), "1e6 1.5e6 2e6 2.5e6 3e6"),
        Arguments.of(List.of(5.0), "3 4 5 6 7"),
        Arguments.of(List.of(0.0), "-1 -0.5 0 0.5 1"),
        Arguments.of(List.of(), "0 0.2 0.4 0.6 0.8 1"),
        Arguments.of(List.of(Double.NaN, 1.0, Double.POSITIVE_INFINITY, 3.0), "1 1.5 2 2.5 3"));
  }

  @ParameterizedTest
  @MethodSource
  void linear(List<Double> numbers, String ticks) {
    assertEquals(ticks, labels(Axis.linear(all(numbers), 5)));
  }

  @Test
  void logarithmic() {
    assertEquals(
        "1e-7 1e-6 1e-5 1e-4 0.001 0.01 0.1 1 10", labels(Axis.log(DoubleStream.of(1e-7, 0, 10))));
    assertEquals("0.1 1", labels(Axis.log(DoubleStream.of(0.2, 0.5))));
    assertEquals("1 10", labels(Axis.log(DoubleStream.of(1))));
    assertEquals(0.5, Axis.log(DoubleStream.of(0.01, 1)).at(0.1), 1e-12);
  }

  @Test
  void wholeNumbersOnly() {
    assertEquals("1 2", labels(Axis.linear(DoubleStream.of(1, 2), 10).whole()));
  }

  private static DoubleStream all(List<Double> numbers) {
    return numbers.stream().mapToDouble(x -> x);
  }

  private static String labels(Axis axis) {
    return String.join(" ", axis.ticks().stream().map(Axis::label).toList());
  }
}
