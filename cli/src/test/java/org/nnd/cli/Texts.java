package org.nnd.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

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
