package org.nnd.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nnd.ir.Shape;

final class PictureTest {
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(Shape.of(28, 28), true),
        Arguments.of(Shape.of(1, 8, 8), true),
        Arguments.of(Shape.of(3, 4, 5), true),
        Arguments.of(Shape.of(2, 8, 8), false),
        Arguments.of(Shape.of(3, 3), false),
        Arguments.of(Shape.of(64), false));
  }

  @ParameterizedTest
  @MethodSource
  void shapes(Shape shape, boolean picture) {
    assertEquals(picture, Picture.is(shape));
  }

  @Test
  void theLowestIsBlackAndTheHighestWhite() throws IOException {
    BufferedImage image = decoded(new double[] {-1, 0, 1, -1, 0, 1}, Shape.of(1, 2, 3));
    assertEquals(3, image.getWidth());
    assertEquals(0xFF000000, image.getRGB(0, 1));
    assertEquals(0xFF808080, image.getRGB(1, 0));
    assertEquals(0xFFFFFFFF, image.getRGB(2, 1));
  }

  @Test
  void threeChannelsAreColours() throws IOException {
    BufferedImage image = decoded(new double[] {1, 0, 0, 1, 0, 0}, Shape.of(3, 1, 2));
    assertEquals(0xFFFF0000, image.getRGB(0, 0));
    assertEquals(0xFF00FF00, image.getRGB(1, 0));
  }

  @Test
  void allTheSameIsBlack() throws IOException {
    assertEquals(0xFF000000, decoded(new double[] {7}, Shape.of(1, 1)).getRGB(0, 0));
  }

  private static BufferedImage decoded(double[] numbers, Shape shape) throws IOException {
    String html = Picture.of(numbers, shape).toString();
    String data = html.replaceAll(".*base64,([^\"]*)\".*", "$1");
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
  }
}
