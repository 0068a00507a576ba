package org.nnd.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;

/**
 * What a weight is before the first step.
 *
 * <p>The numbers depend on the seed and the weight's name alone, and are the same on every machine:
 * number i is a hash of i under a key made from both (the finalizer of SplitMix64, Steele, Lea,
 * Flood 2014).
 */
public sealed interface Initializer {

  /** The numbers for one weight. */
  Tensor make(TensorType type, long seed, String name);

  /** U(from, to). */
  record Uniform(double from, double to) implements Initializer {
    @Override
    public Tensor make(TensorType type, long seed, String name) {
      long key = key(seed, name);
      return filled(type, i -> from + (to - from) * unit(key, i));
    }
  }

  /** N(mean, deviation²), by the method of Box and Muller, 1958. */
  record Normal(double mean, double deviation) implements Initializer {
    @Override
    public Tensor make(TensorType type, long seed, String name) {
      long key = key(seed, name);
      return filled(type, i -> mean + deviation * normal(key, i));
    }
  }

  /** N(mean, deviation²) without what lies further than two deviations from the mean. */
  record TruncatedNormal(double mean, double deviation) implements Initializer {
    @Override
    public Tensor make(TensorType type, long seed, String name) {
      long key = key(seed, name);
      return filled(type, i -> mean + deviation * near(key, i));
    }

    private static double near(long key, int i) {
      double x = normal(key, i);
      for (int again = 1; Math.abs(x) > 2; again++) {
        x = normal(key(key, "again" + again), i);
      }
      return x;
    }
  }

  /** Numbers that are known already, whatever the seed. */
  record Numbers(Tensor numbers) implements Initializer {
    @Override
    public Tensor make(TensorType type, long seed, String name) {
      return numbers;
    }
  }

  /** The same number everywhere. */
  record Constant(double value) implements Initializer {
    @Override
    public Tensor make(TensorType type, long seed, String name) {
      return Tensor.filled(type, value);
    }
  }

  /**
   * A distribution whose variance is gain / fan, the fan being what goes into a result, what comes
   * out of a number, or their mean: [out, in, window...].
   *
   * <p>Glorot and Bengio, 2010 (gain 1, the mean); He and others, 2015 (gain 2, in); LeCun and
   * others, 1998 (gain 1, in).
   */
  record Scaled(double gain, Fan fan, boolean normal) implements Initializer {

    /** Which fan. */
    enum Fan {
      IN,
      MEAN
    }

    @Override
    public Tensor make(TensorType type, long seed, String name) {
      long[] sizes = type.shape().sizes();
      double window = 1;
      for (int i = 2; i < sizes.length; i++) {
        window *= sizes[i];
      }
      double out = sizes.length > 0 ? sizes[0] * window : 1;
      double in = sizes.length > 1 ? sizes[1] * window : out;
      double variance = gain / (fan == Fan.IN ? in : (in + out) / 2);
      double deviation = Math.sqrt(variance);
      double bound = deviation * Math.sqrt(3);
      return (normal ? new Normal(0, deviation) : new Uniform(-bound, bound))
          .make(type, seed, name);
    }
  }

  /**
   * Rows, or columns where there are more rows, that are orthogonal and of length gain: Saxe and
   * others, 2013. Gram and Schmidt's method on normal numbers.
   */
  record Orthogonal(double gain) implements Initializer {
    @Override
    public Tensor make(TensorType type, long seed, String name) {
      long key = key(seed, name);
      long[] sizes = type.shape().sizes();
      int rows = sizes.length > 0 ? Math.toIntExact(sizes[0]) : 1;
      int columns = Math.toIntExact(type.shape().size().orElseThrow() / rows);
      int vectors = Math.min(rows, columns);
      int length = Math.max(rows, columns);
      double[][] basis = new double[vectors][length];
      for (int v = 0; v < vectors; v++) {
        for (int i = 0; i < length; i++) {
          basis[v][i] = normal(key, v * length + i);
        }
        for (int twice = 0; twice < 2; twice++) {
          for (int u = 0; u < v; u++) {
            double along = dot(basis[v], basis[u]);
            for (int i = 0; i < length; i++) {
              basis[v][i] -= along * basis[u][i];
            }
          }
        }
        double norm = Math.sqrt(dot(basis[v], basis[v]));
        for (int i = 0; i < length; i++) {
          basis[v][i] /= norm;
        }
      }
      boolean wide = columns >= rows;
      return filled(
          type,
          i -> gain * (wide ? basis[i / columns][i % columns] : basis[i % columns][i / columns]));
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }

  private static Tensor filled(TensorType type, IntToDoubleFunction number) {
    double[] values = new double[Math.toIntExact(type.shape().size().orElseThrow())];
    Arrays.setAll(values, number);
    return Tensor.of(type.element(), type.shape(), values);
  }

  /** From 0, inclusive, to 1, exclusive. */
  private static double unit(long key, long i) {
    return (mix(key + i * GOLDEN) >>> 11) * 0x1p-53;
  }

  private static double normal(long key, int i) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(key, 2L * i)));
    return radius * StrictMath.cos(2 * Math.PI * unit(key, 2L * i + 1));
  }

  /** The fraction of the golden ratio, as 64 bits. */
  long GOLDEN = 0x9E3779B97F4A7C15L;

  /** U(-1/√n, 1/√n): PyTorch's default for a layer with n numbers going into each result. */
  static Initializer fanIn(long n) {
    double bound = 1 / Math.sqrt((double) n);
    return new Uniform(-bound, bound);
  }

  /** A key from a seed and a name. */
  static long key(long seed, String name) {
    long key = mix(seed + GOLDEN);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      key = mix(key + GOLDEN + b);
    }
    return key;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
