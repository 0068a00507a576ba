package org.nnd.data;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * {@code (x - shift) / scale}, where x is {@code fill} if it is missing.
 *
 * @param fill none if nothing may be missing
 */
public record Scaling(Double fill, double shift, double scale) {

  /** What a column's values are made into; NaN are missing. */
  static Scaling fit(double[] values, Missing missing, Normalizing normalizing) {
    double[] known = DoubleStream.of(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
    Double fill =
        switch (missing) {
          case ERROR, DROP -> null;
          case ZERO -> 0.0;
          case MEAN -> Arrays.stream(known).average().orElse(0);
          case MEDIAN ->
              known.length == 0 ? 0 : (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
        };
    double[] all = DoubleStream.of(values).map(x -> Double.isNaN(x) ? fill : x).toArray();
    return switch (normalizing) {
      case NONE -> new Scaling(fill, 0, 1);
      case STANDARD -> {
        double mean = Arrays.stream(all).average().orElse(0);
        double variance = Arrays.stream(all).map(x -> (x - mean) * (x - mean)).average().orElse(0);
        yield new Scaling(fill, mean, positive(Math.sqrt(variance)));
      }
      case MINMAX -> {
        double least = Arrays.stream(all).min().orElse(0);
        double most = Arrays.stream(all).max().orElse(0);
        yield new Scaling(fill, least, positive(most - least));
      }
    };
  }

  /** Of a column that is always the same, the scale is 1. */
  private static double positive(double scale) {
    return scale > 0 ? scale : 1;
  }

  double apply(double x) {
    return ((Double.isNaN(x) ? fill : x) - shift) / scale;
  }
}
