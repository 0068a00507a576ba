package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nnd.ir.ElementType.DOUBLE;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT64;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.TensorType;

class ImageFolderTest {
  private static final Optional<TensorType> CLASS = Optional.of(TensorType.scalar(INT64));

  @TempDir Path folder;

  private void image(String name, int grey) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 4; i++) {
      image.getRaster().setSample(i % 2, i / 2, 0, grey);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private static Wanted wanted(TensorType input, long classes) {
    return new Wanted(Map.of("image", input), CLASS, classes);
  }

  private static final Wanted GREY = wanted(TensorType.of(FLOAT, 1, 2, 2), 2);

  @Test
  void subFoldersAreClassesInTheOrderOfTheirNames() throws IOException {
    image("pears/b.png", 51);
    image("pears/a.png", 0);
    image("apples/deep/c.png", 255);
    Files.writeString(folder.resolve("pears/notes.txt"), "no image");
    Files.writeString(folder.resolve("pears/.hidden.png"), "no image");
    assertTrue(ImageFolder.isOne(folder));
    Parts parts = ImageFolder.read(folder, GREY);
    assertEquals(List.of("apples", "pears"), parts.training().classes());
    assertArrayEquals(
        new double[] {0, 1, 1}, Written.all(parts.training().columns().get(Dataset.LABEL)));
    Column images = parts.training().columns().get("image");
    for (int pass = 0; pass < 2; pass++) {
      assertArrayEquals(new double[] {1, 1, 1, 1}, Written.numbers(images, 0));
      assertArrayEquals(new double[] {0, 0, 0, 0}, Written.numbers(images, 1));
      assertEquals(0.2f, Written.numbers(images, 2)[0]);
    }
    assertEquals(Optional.empty(), parts.validation());
  }

  @Test
  void imagesAreDecodedOnlyWhenAskedFor() throws IOException {
    image("a/a.png", 1);
    Files.writeString(folder.resolve("a/b.png"), "no image");
    Column images = ImageFolder.read(folder, GREY).training().columns().get("image");
    assertEquals(4, Written.numbers(images, 0).length);
    assertEquals(
        """
        a/b.png: error[NND0471]: this image is in a format that can't be read
          help: PNG, JPEG, GIF, BMP and TIFF can be read; convert it, or remove it
        """,
        Rendered.mistakes(folder, () -> Written.numbers(images, 1)));
  }

  @Test
  void foldersOfParts() throws IOException {
    image("train/a/1.png", 1);
    image("train/b/1.png", 2);
    image("valid/b/1.png", 3);
    image("test/a/1.png", 4);
    image("test/b/1.png", 4);
    Parts parts = ImageFolder.read(folder, wanted(TensorType.of(DOUBLE, 3, 4, 4), 5));
    assertEquals(2, parts.training().size());
    assertArrayEquals(
        new double[] {1},
        Written.all(parts.validation().orElseThrow().columns().get(Dataset.LABEL)));
    assertEquals(2, parts.test().orElseThrow().size());
    assertEquals(
        3 / 255.0,
        Written.numbers(parts.validation().orElseThrow().columns().get("image"), 0)[0],
        1e-15);
  }

  @Test
  void imagesToPredict() throws IOException {
    image("b.png", 255);
    image("sub/a.png", 0);
    Wanted predicting =
        new Wanted(Map.of("image", TensorType.of(FLOAT, 1, 2, 2)), Optional.empty(), 0);
    ImageFolder.Listed all = ImageFolder.list(folder, predicting);
    assertEquals(List.of("b.png", "sub/a.png"), all.names());
    assertEquals(1, Written.numbers(all.dataset().columns().get("image"), 0)[0]);
    assertEquals(1, ImageFolder.list(folder.resolve("b.png"), predicting).dataset().size());
  }

  private String said(Wanted wanted) {
    return Rendered.mistakes(folder, () -> ImageFolder.read(folder, wanted));
  }

  @Test
  void mistakes() throws IOException {
    assertFalse(ImageFolder.isOne(folder));
    Files.createDirectories(folder.resolve("a"));
    assertEquals(
        """
        (folder): error[NND0469]: there are no images here
          help: put a folder for each class here, with PNG, JPEG, GIF, BMP or TIFF files in it
        """,
        said(GREY));
    image("train/a/1.png", 1);
    Files.createDirectories(folder.resolve("train/b"));
    assertEquals(
        """
        train/b: error[NND0469]: there are no images of this class
          help: put some here, or take the folder away
        """,
        said(GREY));
    Files.delete(folder.resolve("train/b"));
    image("test/b/1.png", 1);
    assertEquals(
        """
        test/b: error[NND0470]: there is no class of this name among those to learn from
          note: the classes are a
        """,
        said(GREY));
    image("train/b/1.png", 1);
    image("train/c/1.png", 1);
    assertEquals(
        """
        train: error[NND0441]: the folders are 3 classes, but the network has 2 classes
          note: the classes are a, b, c
        """,
        said(GREY));
    assertEquals(
        """
        (folder): error[NND0472]: an image is [channels, height, width], but input image is float[2, 8, 8]
          help: declare it as float[3, 64, 64], or with 1 channel for grey images
        """,
        said(wanted(TensorType.of(FLOAT, 2, 8, 8), 3)));
    assertEquals(
        """
        (folder): error[NND0463]: labels of images are class numbers, but the loss wants float[3]
        """,
        said(
            new Wanted(
                Map.of("image", TensorType.of(FLOAT, 1, 8, 8)),
                Optional.of(TensorType.of(FLOAT, 3)),
                0)));
  }
}
