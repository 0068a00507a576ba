package org.nnd.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
  @TempDir Path folder;

  /** (37 y + 11 x²) mod 256. */
  private static Picture pattern() {
    float[] values = new float[5 * 7];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i / 7 * 37 + (i % 7) * (i % 7) * 11) % 256;
    }
    return new Picture(1, 5, 7, values);
  }

  private static int[] levels(Picture picture) {
    byte[] bytes = picture.bytes();
    int[] levels = new int[bytes.length];
    Arrays.setAll(levels, i -> bytes[i] & 0xFF);
    return levels;
  }

  /** Pillow 13: {@code Image.resize((4, 3), BILINEAR)}, which rounds between the two axes too. */
  @Test
  void smallerAsPillowMakesIt() {
    int[] expected = {23, 69, 139, 106, 81, 127, 167, 161, 139, 185, 122, 134};
    assertNear(expected, levels(pattern().resized(3, 4)));
  }

  /** Pillow 13: the first and last row of {@code Image.resize((10, 6), BILINEAR)}. */
  @Test
  void largerAsPillowMakesIt() {
    int[] levels = levels(pattern().resized(6, 10));
    assertNear(
        new int[] {0, 6, 19, 42, 80, 126, 168, 58, 73, 140}, Arrays.copyOfRange(levels, 0, 10));
    assertNear(
        new int[] {148, 154, 167, 190, 228, 184, 73, 142, 106, 32},
        Arrays.copyOfRange(levels, 50, 60));
  }

  private static void assertNear(int[] expected, int[] levels) {
    assertEquals(expected.length, levels.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], levels[i], 1, "pixel " + i);
    }
  }

  @Test
  void theMiddleOfTheLongerSideIsKept() {
    assertArrayEquals(levels(pattern()), levels(pattern().covering(5, 7)));
    float[] wide = {0, 0, 10, 20, 0, 0, 0, 0, 30, 40, 0, 0};
    assertArrayEquals(
        new int[] {10, 20, 30, 40}, levels(new Picture(1, 2, 6, wide).covering(2, 2)));
    float[] tall = {9, 9, 1, 2, 3, 4, 9, 9};
    assertArrayEquals(new int[] {1, 2, 3, 4}, levels(new Picture(1, 4, 2, tall).covering(2, 2)));
  }

  private Path png(int type, int... argb) throws IOException {
    BufferedImage image = new BufferedImage(argb.length, 1, type);
    for (int i = 0; i < argb.length; i++) {
      if (type == BufferedImage.TYPE_BYTE_GRAY) {
        image.getRaster().setSample(i, 0, 0, argb[i]);
      } else if (type == BufferedImage.TYPE_USHORT_GRAY) {
        image.getRaster().setSample(i, 0, 0, argb[i] << 8);
      } else {
        image.setRGB(i, 0, argb[i]);
      }
    }
    Path file = folder.resolve("a" + type + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static int[] read(Path file, int channels) throws IOException {
    return levels(Picture.read(file, channels).orElseThrow());
  }

  @Test
  void coloursAndGrey() throws IOException {
    Path colour = png(BufferedImage.TYPE_INT_ARGB, 0xFFFF0000, 0x8000FF00, 0xFF0000FF);
    assertArrayEquals(new int[] {255, 0, 0, 0, 255, 0, 0, 0, 255}, read(colour, 3));
    assertArrayEquals(new int[] {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 128, 255}, read(colour, 4));
    assertArrayEquals(new int[] {76, 150, 29}, read(colour, 1));
  }

  @Test
  void greyIsTakenAsItIsStored() throws IOException {
    Path eight = png(BufferedImage.TYPE_BYTE_GRAY, 0, 100, 255);
    Path sixteen = png(BufferedImage.TYPE_USHORT_GRAY, 0, 100, 255);
    Path black = png(BufferedImage.TYPE_BYTE_BINARY, 0xFF000000, 0xFFFFFFFF);
    assertArrayEquals(new int[] {0, 100, 255}, read(eight, 1));
    assertArrayEquals(new int[] {0, 100, 255}, read(sixteen, 1));
    assertArrayEquals(new int[] {0, 100, 255, 0, 100, 255, 0, 100, 255}, read(eight, 3));
    assertArrayEquals(new int[] {0, 255}, read(black, 1));
  }

  @Test
  void theFormatsOfTheJdk() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, 0xFF6496C8);
    }
    for (String format : Stream.of("png", "jpg", "gif", "bmp", "tiff").toList()) {
      Path file = folder.resolve("a." + format);
      ImageIO.write(image, format, file.toFile());
      int[] levels = read(file, 3);
      assertEquals(3 * 64, levels.length, format);
      assertEquals(0x64, levels[0], 2, format);
      assertEquals(0xC8, levels[2 * 64], 2, format);
    }
  }

  @Test
  void whatIsNoImage() throws IOException {
    Path text = Files.writeString(folder.resolve("a.png"), "no image");
    assertEquals(Optional.empty(), Picture.read(text, 1));
    byte[] whole = Files.readAllBytes(png(BufferedImage.TYPE_INT_RGB, 1, 2, 3, 4));
    Path half = Files.write(folder.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));
    assertThrows(IOException.class, () -> Picture.read(half, 1));
  }
}
