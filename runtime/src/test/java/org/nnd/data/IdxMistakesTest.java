package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.TensorType;

/** What is said about wrong IDX files, word for word. */
class IdxMistakesTest {
  private static final TensorType IMAGE = TensorType.of(FLOAT, 1, 2, 2);
  private static final Optional<TensorType> CLASS = Optional.of(TensorType.scalar(INT64));
  private static final Wanted LEARNING = new Wanted(Map.of("image", IMAGE), CLASS, 10);
  private static final Wanted PREDICTING = new Wanted(Map.of("image", IMAGE), Optional.empty(), 0);

  /** Two images of 2 x 2. */
  private static final String IMAGES = "00000803 00000002 00000002 00000002 00010203 fcfdfeff";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> files() throws IOException {
    byte[] packed = Bytes.gzip(Bytes.hex(IMAGES));
    return Stream.of(
        wrong(
            Bytes.hex(""),
            """
            images: error[NND0403]: the file is empty
            """),
        wrong(
            Bytes.gzip(Bytes.hex("")),
            """
            images: error[NND0403]: the file is empty
            """),
        wrong(
            Bytes.hex("504b0304 00"),
            """
            images: error[NND0451]: this is not an IDX file
              note: it starts with the bytes 50 4b 03 04, MNIST's images with 00 00 08 03
              help: is this the right file?
            """),
        wrong(
            Bytes.hex("000008"),
            """
            images: error[NND0451]: this is not an IDX file
              note: it starts with the bytes 00 00 08, MNIST's images with 00 00 08 03
              help: is this the right file?
            """),
        wrong(
            Bytes.hex("00000a01 00000001 00"),
            """
            images: error[NND0451]: this is not an IDX file
              note: it starts with the bytes 00 00 0a 01, MNIST's images with 00 00 08 03
              help: is this the right file?
            """),
        wrong(
            Bytes.hex("00000800 00"),
            """
            images: error[NND0451]: this is not an IDX file
              note: it starts with the bytes 00 00 08 00, MNIST's images with 00 00 08 03
              help: is this the right file?
            """),
        wrong(
            Bytes.hex("000008ff 00000001"),
            """
            images: error[NND0454]: the file ends within its header
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.hex("00000803 00000000 00000002 00000002"),
            """
            images: error[NND0453]: there are no numbers in the file
            """),
        wrong(
            Bytes.hex("00000803 ffffffff ffffffff ffffffff 00"),
            """
            images: error[NND0452]: the header promises ubyte[4294967295, 4294967295, 4294967295], more than the 2 GiB that can be read
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.hex("00000803 7fffffff 00000002 00000002 00"),
            """
            images: error[NND0452]: the header promises ubyte[2147483647, 2, 2], more than the 2 GiB that can be read
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.gzip(Bytes.hex("00000803 1fff0000 00000002 00000002 00")),
            """
            images: error[NND0454]: the header promises ubyte[536805376, 2, 2], 2147221504 bytes, but the file has only 1 of them
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.hex("00000d03 00000002 00000002 00000002 3f800000"),
            """
            images: error[NND0454]: the header promises float[2, 2, 2], 32 bytes, but the file has only 4 of them
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.hex(IMAGES + "00"),
            """
            images: error[NND0455]: the header promises ubyte[2, 2, 2], 8 bytes, but the file has more
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.gzip(Bytes.hex(IMAGES + "00")),
            """
            images: error[NND0455]: the header promises ubyte[2, 2, 2], 8 bytes, but the file has more
              help: the file is damaged; get it again
            """),
        wrong(
            Arrays.copyOf(packed, packed.length - 12),
            """
            images: error[NND0450]: the file is packed with gzip, but can't be unpacked
              help: the file is damaged; get it again
            """),
        wrong(
            Arrays.copyOf(packed, 5),
            """
            images: error[NND0450]: the file is packed with gzip, but can't be unpacked
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.hex("1f8b0000 00"),
            """
            images: error[NND0450]: the file is packed with gzip, but can't be unpacked
              help: the file is damaged; get it again
            """),
        wrong(
            Bytes.hex("00000803 00000001 0000001c 0000001c"),
            """
            images: error[NND0456]: an example is [28, 28], 784 numbers, but input image is float[1, 2, 2], 4 numbers
              help: choose another file, or give input image as many numbers
            """),
        wrong(
            Bytes.hex("00000801 00000001 07"),
            """
            images: error[NND0456]: an example is 1 number, but input image is float[1, 2, 2], 4 numbers
              help: choose another file, or give input image as many numbers
            """));
  }

  @Test
  void missing() throws IOException {
    assertEquals(
        """
        error[NND0401]: there is no file x.idx
          note: looked for x.idx
        """,
        said(() -> Idx.imagesFile(folder.resolve("x.idx"), PREDICTING)));
  }

  @Test
  void aFolderForAFile() {
    assertEquals(
        """
        (folder): error[NND0402]: can't be read: it is a folder
        """,
        said(() -> Idx.imagesFile(folder, PREDICTING)));
  }

  @Test
  void missingFolder() {
    assertEquals(
        """
        error[NND0401]: there is no folder mnist
          note: looked for mnist
        """,
        said(() -> Idx.images(folder.resolve("mnist"), true, LEARNING)));
  }

  @Test
  void filesMissingInAFolder() throws IOException {
    assertEquals(
        """
        (folder): error[NND0460]: there is no train-images-idx3-ubyte in this folder
          note: looked for train-images-idx3-ubyte, train-images-idx3-ubyte.gz
          help: name the folder that holds MNIST's files, or data of the same form
        """,
        said(() -> Idx.images(folder, true, LEARNING)));
    assertEquals(
        """
        (folder): error[NND0460]: there is no t10k-images-idx3-ubyte in this folder
          note: looked for t10k-images-idx3-ubyte, t10k-images-idx3-ubyte.gz, test-images-idx3-ubyte, test-images-idx3-ubyte.gz
          help: name the folder that holds MNIST's files, or data of the same form
        """,
        said(() -> Idx.images(folder, false, LEARNING)));
    Files.write(folder.resolve("train-images-idx3-ubyte"), Bytes.hex(IMAGES));
    assertEquals(
        """
        (folder): error[NND0460]: there is no train-labels-idx1-ubyte in this folder
          note: looked for train-labels-idx1-ubyte, train-labels-idx1-ubyte.gz
          help: name the folder that holds MNIST's files, or data of the same form
        """,
        said(() -> Idx.images(folder, true, LEARNING)));
  }

  @TestFactory
  Stream<DynamicTest> labels() {
    return Stream.of(
        wrongLabels(
            "00000801 00000003 010203",
            LEARNING,
            """
            train-labels-idx1-ubyte: error[NND0464]: the file has 3 labels for 2 images
              help: labels and images must come from the same data set
            """),
        wrongLabels(
            "00000801 00000001 01",
            LEARNING,
            """
            train-labels-idx1-ubyte: error[NND0464]: the file has 1 label for 2 images
              help: labels and images must come from the same data set
            """),
        wrongLabels(
            "00000801 00000005 0a 09 0b 0c 0d",
            LEARNING,
            """
            train-labels-idx1-ubyte: error[NND0440]: label 0 is 10, not the number of a class
              note: labels are counted from 0; the classes are 0 to 9
            train-labels-idx1-ubyte: error[NND0440]: label 2 is 11, not the number of a class
              note: labels are counted from 0; the classes are 0 to 9
            train-labels-idx1-ubyte: error[NND0440]: label 3 is 12, not the number of a class
              note: labels are counted from 0; the classes are 0 to 9
            """),
        wrongLabels(
            "00000d01 00000002 3fc00000 bf800000",
            LEARNING,
            """
            train-labels-idx1-ubyte: error[NND0440]: label 0 is 1.5, not the number of a class
              note: labels are counted from 0; the classes are 0 to 9
            train-labels-idx1-ubyte: error[NND0440]: label 1 is -1, not the number of a class
              note: labels are counted from 0; the classes are 0 to 9
            """),
        wrongLabels(
            IMAGES,
            LEARNING,
            """
            train-labels-idx1-ubyte: error[NND0456]: an example is [2, 2], 4 numbers, but the label is int64, 1 number
              help: choose another file, or give the label as many numbers
            """),
        wrongLabels(
            "00000801 00000002 0102",
            new Wanted(Map.of("image", IMAGE), Optional.of(TensorType.of(FLOAT, 10)), 0),
            """
            train-labels-idx1-ubyte: error[NND0463]: labels of images are class numbers, but the loss wants float[10]
            """));
  }

  @Test
  void inputs() throws IOException {
    Path file = Files.write(folder.resolve("images"), Bytes.hex(IMAGES));
    Map<String, TensorType> two = new LinkedHashMap<>();
    two.put("left", IMAGE);
    two.put("right", IMAGE);
    assertEquals(
        """
        images: error[NND0461]: images feed one input, but the network has 2
          note: the inputs are left, right
        """,
        said(() -> Idx.imagesFile(file, new Wanted(two, Optional.empty(), 0))));
    Map<String, TensorType> whole = Map.of("image", IMAGE.of(INT64));
    assertEquals(
        """
        images: error[NND0462]: pixels are numbers from 0 to 1, but input image is int64[1, 2, 2]
          help: declare it as float[1, 2, 2]
        """,
        said(() -> Idx.imagesFile(file, new Wanted(whole, Optional.empty(), 0))));
  }

  private DynamicTest wrong(byte[] bytes, String said) {
    return dynamicTest(
        said.lines().findFirst().orElseThrow(),
        () -> {
          Path file = Files.write(folder.resolve("images"), bytes);
          assertEquals(said, said(() -> Idx.imagesFile(file, PREDICTING)));
        });
  }

  private DynamicTest wrongLabels(String hex, Wanted wanted, String said) {
    return dynamicTest(
        said.lines().findFirst().orElseThrow(),
        () -> {
          Files.write(folder.resolve("train-images-idx3-ubyte"), Bytes.hex(IMAGES));
          Files.write(folder.resolve("train-labels-idx1-ubyte"), Bytes.hex(hex));
          assertEquals(said, said(() -> Idx.images(folder, true, wanted)));
        });
  }

  private String said(Executable wrong) {
    return Rendered.mistakes(folder, wrong);
  }
}
