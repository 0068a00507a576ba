package org.nnd.image;

/**
 * Bilinear resampling of a row: each new pixel is the mean of the old ones around its place, with
 * weights that fall linearly to 0 at the distance of one pixel, of the coarser of the two grids.
 *
 * <p>So making smaller averages over all that is there. It is what Pillow calls bilinear.
 */
final class Resampling {
  private final int[] starts;
  private final float[][] weights;

  /**
   * @param from the old number of pixels
   * @param to the new one
   */
  Resampling(int from, int to) {
    starts = new int[to];
    weights = new float[to][];
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      int start = Math.max(0, (int) (centre - reach + 0.5));
      int end = Math.min(from, (int) (centre + reach + 0.5));
      double[] near = new double[end - start];
      double sum = 0;
      for (int x = start; x < end; x++) {
        near[x - start] = Math.max(0, 1 - Math.abs(x + 0.5 - centre) / reach);
        sum += near[x - start];
      }
      starts[i] = start;
      weights[i] = new float[near.length];
      for (int x = 0; x < near.length; x++) {
        weights[i][x] = (float) (near[x] / sum);
      }
    }
  }

  /** Reads pixels that are {@code step} apart, and writes them {@code stepTo} apart. */
  void apply(float[] from, int start, int step, float[] to, int startTo, int stepTo) {
    for (int i = 0; i < starts.length; i++) {
      float sum = 0;
      int at = start + starts[i] * step;
      for (float weight : weights[i]) {
        sum += weight * from[at];
        at += step;
      }
      to[startTo + i * stepTo] = sum;
    }
  }
}
