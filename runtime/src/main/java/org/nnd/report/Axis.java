package org.nnd.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A stretch of numbers, drawn along a line.
 *
 * @param from the lowest number
 * @param to the highest one, above it
 * @param log whether equal ratios are equally long
 * @param ticks numbers within, rounded to one digit or two
 */
record Axis(double from, double to, boolean log, List<Double> ticks) {
  private static final List<Double> STEPS = List.of(1.0, 2.0, 5.0, 10.0);

  /** The numbers from the lowest to the highest; only finite ones count. */
  static Axis linear(DoubleStream numbers, int most) {
    double[] finite = finite(numbers);
    double low = finite.length == 0 ? 0 : finite[0];
    double high = finite.length == 0 ? 1 : finite[finite.length - 1];
    if (high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high))) {
      double some = low == 0 ? 1 : Math.abs(low) / 2;
      low -= some;
      high += some;
    }
    double step = step((high - low) / most);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(rounded(i * step));
    }
    return new Axis(low, high, false, ticks);
  }

  /** Powers of ten; only finite numbers above 0 count. */
  static Axis log(DoubleStream numbers) {
    double[] finite = finite(numbers.filter(x -> x > 0));
    int low = finite.length == 0 ? 0 : (int) Math.floor(Math.log10(finite[0]));
    int high =
        finite.length == 0 ? 1 : (int) Math.ceil(Math.log10(finite[finite.length - 1]) - 1e-9);
    List<Double> ticks = new ArrayList<>();
    for (int power = low; power <= Math.max(high, low + 1); power++) {
      ticks.add(rounded(Math.pow(10, power)));
    }
    return new Axis(ticks.get(0), ticks.get(ticks.size() - 1), true, ticks);
  }

  /** The same with ticks at whole numbers only. */
  Axis whole() {
    return new Axis(from, to, log, ticks.stream().filter(t -> t == Math.rint(t)).toList());
  }

  private static double[] finite(DoubleStream numbers) {
    double[] finite = numbers.filter(Double::isFinite).toArray();
    Arrays.sort(finite);
    return finite;
  }

  /** The next of 1, 2, 5, 10, 20, ... and their tenths. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    return STEPS.stream().map(s -> s * power).filter(s -> s >= least).findFirst().orElseThrow();
  }

  private static double rounded(double x) {
    return new BigDecimal(x).round(new MathContext(6)).doubleValue();
  }

  /** Where a number is, from 0 to 1. */
  double at(double x) {
    return log ? Math.log(x / from) / Math.log(to / from) : (x - from) / (to - from);
  }

  /** A tick as text: {@code 0.25}, {@code 1000}, {@code 1e-7}. */
  static String label(double tick) {
    if (tick == 0) {
      return "0";
    }
    BigDecimal x = BigDecimal.valueOf(tick).stripTrailingZeros();
    int power = x.precision() - x.scale() - 1;
    if (-4 < power && power < 6) {
      return x.toPlainString();
    }
    return x.movePointLeft(power).stripTrailingZeros().toPlainString() + "e" + power;
  }
}
