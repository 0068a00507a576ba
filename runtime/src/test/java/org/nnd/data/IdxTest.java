package org.nnd.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.ir.ElementType.DOUBLE;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT32;
import static org.nnd.ir.ElementType.INT64;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.TensorType;

class IdxTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "00000801 00000002 00ff, 0, 255",
    "00000901 00000002 7fff, 127, -1",
    "00000b01 00000002 7fff8000, 32767, -32768",
    "00000c01 00000002 7fffffff80000000, 2147483647, -2147483648",
    "00000d01 00000002 3fc00000bf800000, 1.5, -1",
    "00000e01 00000002 3ff8000000000000c008000000000000, 1.5, -3",
  })
  void readsEveryElementType(String hex, double first, double second) throws IOException {
    Column plain = read(Bytes.hex(hex), TensorType.scalar(DOUBLE), 1);
    assertArrayEquals(new double[] {first, second}, Written.all(plain));
    Column packed = read(Bytes.gzip(Bytes.hex(hex)), TensorType.scalar(DOUBLE), 1);
    assertArrayEquals(new double[] {first, second}, Written.all(packed));
  }

  @Test
  void writesWholeNumbers() throws IOException {
    byte[] two = Bytes.hex("00000902 00000001 00000002 ff 07");
    assertArrayEquals(
        new double[] {-1, 7}, Written.numbers(read(two, TensorType.of(INT32, 2), 1), 0));
    assertArrayEquals(
        new double[] {-1, 7}, Written.numbers(read(two, TensorType.of(INT64, 2, 1), 1), 0));
  }

  @Test
  void pixelsAreQuotientsOfFloats() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(8 + 256).putInt(0x801).putInt(256);
    for (int pixel = 0; pixel < 256; pixel++) {
      all.put((byte) pixel);
    }
    Column column = read(all.array(), TensorType.scalar(FLOAT), 255);
    for (int pixel = 0; pixel < 256; pixel++) {
      assertEquals((float) pixel / 255f, Written.numbers(column, pixel)[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, train, .gz", "true, train, ''", "false, t10k, .gz", "false, test, ''"})
  void findsTheFilesOfASet(boolean training, String set, String ending) throws IOException {
    byte[] images = Bytes.hex("00000803 00000002 00000001 00000002 00ff ff00");
    byte[] labels = Bytes.hex("00000801 00000002 0901");
    boolean packed = !ending.isEmpty();
    Path first = folder.resolve(set + "-images-idx3-ubyte" + ending);
    Path second = folder.resolve(set + "-labels-idx1-ubyte" + ending);
    Files.write(first, packed ? Bytes.gzip(images) : images);
    Map<String, TensorType> input = Map.of("image", TensorType.of(FLOAT, 2));
    Dataset predicting = Idx.images(folder, training, new Wanted(input, Optional.empty(), 0));
    assertEquals(List.of("image"), List.copyOf(predicting.columns().keySet()));

    Files.write(second, packed ? Bytes.gzip(labels) : labels);
    Wanted wanted = new Wanted(input, Optional.of(TensorType.scalar(INT64)), 10);
    Dataset learning = Idx.images(folder, training, wanted);
    assertEquals(List.of("image", Dataset.LABEL), List.copyOf(learning.columns().keySet()));
    assertEquals(List.of(), learning.classes());
    assertArrayEquals(new double[] {0, 1}, Written.numbers(learning.columns().get("image"), 0));
    assertArrayEquals(new double[] {1, 0}, Written.numbers(learning.columns().get("image"), 1));
    assertArrayEquals(new double[] {9, 1}, Written.all(learning.columns().get(Dataset.LABEL)));
  }

  private Column read(byte[] bytes, TensorType each, double divisor) throws IOException {
    return Idx.read(Files.write(folder.resolve("numbers"), bytes), "input x", each, divisor);
  }
}
