package org.nnd.layer;

import java.nio.charset.StandardCharsets;
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

  /** U(-bound, bound). */
  record Uniform(double bound) implements Initializer {
    @Override
    public Tensor make(TensorType type, long seed, String name) {
      long key = key(seed, name);
      double[] values = new double[Math.toIntExact(type.shape().size().orElseThrow())];
      for (int i = 0; i < values.length; i++) {
        double unit = (mix(key + i * GOLDEN) >>> 11) * 0x1p-53;
        values[i] = (2 * unit - 1) * bound;
      }
      return Tensor.of(type.element(), type.shape(), values);
    }
  }

  /** The fraction of the golden ratio, as 64 bits. */
  long GOLDEN = 0x9E3779B97F4A7C15L;

  /** U(-1/√n, 1/√n): PyTorch's default for a layer with n numbers going into each result. */
  static Initializer fanIn(long n) {
    return new Uniform(1 / Math.sqrt(n));
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
