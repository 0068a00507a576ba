package org.nnd.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.nnd.ir.Shape;
import org.nnd.markup.Element;

/** Numbers as a small picture, from the lowest as black to the highest as white. */
final class Picture {
  private static final int SMALLEST = 4;

  private Picture() {}

  /** Whether a shape is that of a picture: [H, W], [1, H, W] or [3, H, W]. */
  static boolean is(Shape shape) {
    long[] sizes = shape.sizes();
    int rank = sizes.length;
    return (rank == 2 || (rank == 3 && (sizes[0] == 1 || sizes[0] == 3)))
        && sizes[rank - 1] >= SMALLEST
        && sizes[rank - 2] >= SMALLEST;
  }

  /** An image of HTML that holds its pixels. */
  static Element of(double[] numbers, Shape shape) {
    long[] sizes = shape.sizes();
    int height = (int) sizes[sizes.length - 2];
    int width = (int) sizes[sizes.length - 1];
    double low = Arrays.stream(numbers).min().orElse(0);
    double range = Math.max(1e-9, Arrays.stream(numbers).max().orElse(0) - low);
    int plane = height * width;
    boolean colour = numbers.length == 3 * plane;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < plane; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        double x = numbers[colour ? c * plane + i : i];
        rgb = (rgb << 8) | (int) Math.round(255 * (x - low) / range);
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return Element.of("img")
        .with("alt", "")
        .with("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(png(image)));
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
