package org.nnd.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Pixels, from 0 to 255 where they are decoded, channel after channel, row after row.
 *
 * @param channels 1 for grey, 3 for red, green, blue, 4 with opacity too
 */
public record Picture(int channels, int height, int width, float[] values) {

  /**
   * Decodes a file: PNG, JPEG, GIF, BMP, TIFF, what the JDK reads. Colours become grey as {@code
   * 0.299 R + 0.587 G + 0.114 B}; opacity is left out unless there are four channels; of an
   * animation the first frame is taken; a camera's orientation is ignored.
   *
   * @return empty if the format is another one
   * @throws IOException if the file can't be read, or is damaged
   */
  public static Optional<Picture> read(Path file, int channels) throws IOException {
    try {
      return Optional.ofNullable(ImageIO.read(file.toFile())).map(image -> of(image, channels));
    } catch (RuntimeException e) { // decoders trust the lengths that files give
      throw new IOException("it is damaged", e);
    }
  }

  private static Picture of(BufferedImage image, int channels) {
    int height = image.getHeight();
    int width = image.getWidth();
    int[] argb = argb(image);
    int area = height * width;
    float[] values = new float[channels * area];
    for (int i = 0; i < area; i++) {
      int red = argb[i] >> 16 & 0xFF;
      int green = argb[i] >> 8 & 0xFF;
      int blue = argb[i] & 0xFF;
      if (channels == 1) {
        values[i] = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
        continue;
      }
      values[i] = red;
      values[area + i] = green;
      values[2 * area + i] = blue;
      if (channels == 4) {
        values[3 * area + i] = argb[i] >>> 24;
      }
    }
    return new Picture(channels, height, width, values);
  }

  /** Grey is taken as it is stored: Java would brighten it on its way to colours. */
  private static int[] argb(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && image.getColorModel().getNumColorComponents() == 1;
    if (!grey) {
      return image.getRGB(0, 0, width, height, null, 0, width);
    }
    Raster raster = image.getRaster();
    int bits = image.getSampleModel().getSampleSize(0);
    int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    int[] opacity =
        raster.getNumBands() > 1 ? raster.getSamples(0, 0, width, height, 1, (int[]) null) : null;
    int[] argb = new int[samples.length];
    for (int i = 0; i < argb.length; i++) {
      int alpha = opacity == null ? 0xFF : eight(opacity[i], bits);
      argb[i] = alpha << 24 | eight(samples[i], bits) * 0x010101;
    }
    return argb;
  }

  private static int eight(int sample, int bits) {
    return bits > 8 ? sample >> (bits - 8) : sample * 0xFF / ((1 << bits) - 1);
  }

  /**
   * The middle of the picture in another size: the shorter side is made to fit, and what the longer
   * one has too much is cut off, half on each end.
   */
  public Picture covering(int newHeight, int newWidth) {
    double scale = Math.max((double) newHeight / height, (double) newWidth / width);
    int tall = (int) Math.max(newHeight, Math.round(height * scale));
    int wide = (int) Math.max(newWidth, Math.round(width * scale));
    return resized(tall, wide)
        .cropped((tall - newHeight) / 2, (wide - newWidth) / 2, newHeight, newWidth);
  }

  /** The picture in another size, by {@link Resampling}. */
  Picture resized(int newHeight, int newWidth) {
    Resampling across = new Resampling(width, newWidth);
    Resampling down = new Resampling(height, newHeight);
    float[] narrow = new float[channels * height * newWidth];
    for (int row = 0; row < channels * height; row++) {
      across.apply(values, row * width, 1, narrow, row * newWidth, 1);
    }
    float[] all = new float[channels * newHeight * newWidth];
    for (int c = 0; c < channels; c++) {
      for (int x = 0; x < newWidth; x++) {
        int from = c * height * newWidth + x;
        down.apply(narrow, from, newWidth, all, c * newHeight * newWidth + x, newWidth);
      }
    }
    return new Picture(channels, newHeight, newWidth, all);
  }

  private Picture cropped(int top, int left, int newHeight, int newWidth) {
    float[] all = new float[channels * newHeight * newWidth];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < newHeight; y++) {
        int from = (c * height + top + y) * width + left;
        System.arraycopy(values, from, all, (c * newHeight + y) * newWidth, newWidth);
      }
    }
    return new Picture(channels, newHeight, newWidth, all);
  }

  /** A pixel, 0 outside of the picture. */
  float at(int channel, int y, int x) {
    boolean inside = 0 <= y && y < height && 0 <= x && x < width;
    return inside ? values[(channel * height + y) * width + x] : 0;
  }

  /** The pixels rounded to bytes. */
  public byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(values[i])));
    }
    return bytes;
  }
}
