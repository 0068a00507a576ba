package org.nnd.image;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.nnd.train.Augmentation;

/**
 * Random changes of one picture: each gives a picture of the same size, as its source of randomness
 * decides.
 */
public record Change(Augmentation by) {

  /** Changes a picture. */
  public Picture apply(Picture picture, SplittableRandom random) {
    if (by instanceof Augmentation.Flip flip) {
      return random.nextBoolean() ? flipped(picture, flip.vertical()) : picture;
    }
    if (by instanceof Augmentation.Crop crop) {
      int most = crop.padding();
      return moved(picture, within(random, most), within(random, most));
    }
    if (by instanceof Augmentation.Shift shift) {
      int tall = (int) (shift.by() * picture.height());
      int wide = (int) (shift.by() * picture.width());
      return moved(picture, within(random, tall), within(random, wide));
    }
    if (by instanceof Augmentation.Rotate rotate) {
      return turned(picture, Math.toRadians(rotate.degrees() * (2 * random.nextDouble() - 1)));
    }
    if (by instanceof Augmentation.Noise noise) {
      return noisy(picture, noise.deviation(), random);
    }
    int size = ((Augmentation.Cutout) by).size();
    int top = random.nextInt(picture.height()) - size / 2;
    int left = random.nextInt(picture.width()) - size / 2;
    return cut(picture, top, left, size);
  }

  /** A whole number from -most to most. */
  private static int within(SplittableRandom random, int most) {
    return random.nextInt(2 * most + 1) - most;
  }

  private static Picture flipped(Picture p, boolean vertical) {
    int last = vertical ? p.height() - 1 : p.width() - 1;
    return mapped(p, (c, y, x) -> vertical ? p.at(c, last - y, x) : p.at(c, y, last - x));
  }

  private static Picture moved(Picture p, int down, int right) {
    return mapped(p, (c, y, x) -> p.at(c, y - down, x - right));
  }

  /** Each new pixel is the mean of the four around the place that it comes from. */
  private static Picture turned(Picture p, double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double middleY = (p.height() - 1) / 2.0;
    double middleX = (p.width() - 1) / 2.0;
    return mapped(
        p,
        (c, y, x) -> {
          double fromY = middleY + cos * (y - middleY) + sin * (x - middleX);
          double fromX = middleX - sin * (y - middleY) + cos * (x - middleX);
          int top = (int) Math.floor(fromY);
          int left = (int) Math.floor(fromX);
          double down = fromY - top;
          double right = fromX - left;
          return (float)
              ((1 - down) * ((1 - right) * p.at(c, top, left) + right * p.at(c, top, left + 1))
                  + down
                      * ((1 - right) * p.at(c, top + 1, left)
                          + right * p.at(c, top + 1, left + 1)));
        });
  }

  /** Two normally distributed numbers at a time, as Box and Muller make them. */
  private static Picture noisy(Picture p, double deviation, SplittableRandom random) {
    float[] values = p.values().clone();
    for (int i = 0; i < values.length; i += 2) {
      double size = deviation * Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      values[i] += (float) (size * Math.cos(angle));
      if (i + 1 < values.length) {
        values[i + 1] += (float) (size * Math.sin(angle));
      }
    }
    return new Picture(p.channels(), p.height(), p.width(), values);
  }

  private static Picture cut(Picture p, int top, int left, int size) {
    float[] values = p.values().clone();
    int from = Math.max(0, left);
    int to = Math.min(p.width(), left + size);
    for (int row = Math.max(0, top); row < Math.min(p.height(), top + size); row++) {
      for (int c = 0; c < p.channels(); c++) {
        int start = (c * p.height() + row) * p.width();
        Arrays.fill(values, start + from, start + to, 0);
      }
    }
    return new Picture(p.channels(), p.height(), p.width(), values);
  }

  @FunctionalInterface
  private interface Pixel {
    float at(int channel, int y, int x);
  }

  private static Picture mapped(Picture p, Pixel pixel) {
    float[] values = new float[p.values().length];
    int i = 0;
    for (int c = 0; c < p.channels(); c++) {
      for (int y = 0; y < p.height(); y++) {
        for (int x = 0; x < p.width(); x++) {
          values[i++] = pixel.at(c, y, x);
        }
      }
    }
    return new Picture(p.channels(), p.height(), p.width(), values);
  }
}
