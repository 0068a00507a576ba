package org.nnd.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small files that tests work on. */
final class Texts {
  /** A network of two inputs that tells two kinds apart. */
  static final String SMALL =
      """
      model Small {
        input x: float[2]
        output y = x -> dense(2)
      }

      train Small {
        data      csv("small.csv", label="kind")
        loss      cross_entropy(y, label)
        metric    accuracy(y, label)
        optimizer sgd(lr=0.1)
        epochs 2  batch 4
      }
      """;

  static final String TABLE =
      """
      a,b,kind
      1,2,0
      2,1,1
      3,1,1
      1,3,0
      0,3,0
      """;

  /** A network that sees images of two by two pixels. */
  static final String IMAGES =
      """
      model Tiny {
        input image: float[1, 2, 2]
        output y = image -> flatten -> dense(3)
      }

      train Tiny {
        data      images("images")
        loss      cross_entropy(y, label)
        optimizer sgd(lr=0.1)
      }
      """;

  /** A network that tells the mood of a text. */
  static final String MOOD =
      """
      model Mood {
        input words: int64[T]
        output y = words -> embedding(5, 4) -> mean(0) -> dense(2)
      }
      train Mood {
        data      lines("mood.csv")
        loss      cross_entropy(y, label)
        metric    accuracy(y, label)
        optimizer adam(lr=0.1)
        epochs 40
      }
      """;

  /** Texts for it; their words make its vocabulary. */
  static final String MOODS = "text,label\ngood good,glad\nbad bad,sad\ngood film,glad\n";

  private Texts() {}

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Writes the small network and its table. */
  static void small(Path folder) throws IOException {
    write(folder.resolve("small.nnd"), SMALL);
    write(folder.resolve("small.csv"), TABLE);
  }

  /** Writes the network of texts and its table. */
  static void moods(Path folder) throws IOException {
    write(folder.resolve("mood.nnd"), MOOD);
    write(folder.resolve("mood.csv"), MOODS);
  }

  /** Writes a grey image of two by two pixels. */
  static void image(Path file, int grey) throws IOException {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 4; i++) {
      image.getRaster().setSample(i % 2, i / 2, 0, grey);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  /** Writes the network of images, and MNIST's four files with four images in each. */
  static void images(Path folder) throws IOException {
    write(folder.resolve("tiny.nnd"), IMAGES);
    Path images = Files.createDirectories(folder.resolve("images"));
    for (String set : new String[] {"train", "t10k"}) {
      idx(images.resolve(set + "-images-idx3-ubyte"), 4, 2, 2);
      idx(images.resolve(set + "-labels-idx1-ubyte"), 4);
    }
  }

  /** Writes an IDX file of bytes that count from 0 to 2. */
  static void idx(Path file, int... lengths) throws IOException {
    int count = 1;
    for (int length : lengths) {
      count *= length;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * lengths.length + count);
    bytes.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) lengths.length);
    for (int length : lengths) {
      bytes.putInt(length);
    }
    for (int i = 0; i < count; i++) {
      bytes.put((byte) (i % 3));
    }
    Files.write(file, bytes.array());
  }
}
