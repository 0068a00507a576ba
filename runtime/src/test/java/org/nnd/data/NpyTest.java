package org.nnd.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.nnd.ir.ElementType.BOOL;
import static org.nnd.ir.ElementType.DOUBLE;
import static org.nnd.ir.ElementType.FLOAT;
import static org.nnd.ir.ElementType.INT32;
import static org.nnd.ir.ElementType.INT64;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;

class NpyTest {
  private static final Optional<TensorType> CLASS = Optional.of(TensorType.scalar(INT64));

  @TempDir Path folder;

  /** An array as numpy.save writes it, in a version of the format. */
  private static byte[] npy(int version, String descr, String order, String shape, String hex) {
    String dictionary =
        "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': (" + shape + "), }\n";
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    bytes.put(Bytes.hex("93 4E55 4D50 59")).put((byte) version).put((byte) 0);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (version == 1) {
      bytes.putShort((short) dictionary.length());
    } else {
      bytes.putInt(dictionary.length());
    }
    bytes.put(dictionary.getBytes(ISO_8859_1)).put(Bytes.hex(hex));
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Wanted predicting(TensorType type) {
    return new Wanted(Map.of("x", type), Optional.empty(), 0);
  }

  private double[] first(byte[] bytes, TensorType type) throws IOException {
    Dataset data = Npy.read(write("a.npy", bytes), predicting(type), Optional.empty());
    return Written.numbers(data.columns().get("x"), 0);
  }

  /** What numpy.array([...], dtype).tobytes().hex() gives. */
  @ParameterizedTest
  @CsvSource({
    "|b1, 0001, 0, 1",
    "|i1, 80ff, -128, -1",
    "<i2, 00800100, -32768, 1",
    ">i4, 80000000 00000001, -2147483648, 1",
    "<i8, 0000000000000080 0100000000000000, -9223372036854775808, 1",
    "|u1, 80ff, 128, 255",
    ">u2, 8000ffff, 32768, 65535",
    "<u4, 00000080 ffffffff, 2147483648, 4294967295",
    "<u8, 0000000000000080 0100000000000000, 9223372036854775808, 1",
    "<f2, 0038 ffff, 0.5, NaN",
    "<f2, 00fc 0100, -Infinity, 5.960464477539063E-8",
    ">f2, 7bff c000, 65504, -2",
    "<f4, 0000003f 000080ff, 0.5, -Infinity",
    ">f8, 3fe0000000000000 bff0000000000000, 0.5, -1",
  })
  void everyTypeOfNumber(String descr, String hex, double first, double second) throws IOException {
    assertArrayEquals(
        new double[] {first, second},
        first(npy(1, "'" + descr + "'", "False", "1, 2", hex), TensorType.of(DOUBLE, 2)));
  }

  @Test
  void whatNetworksTake() throws IOException {
    byte[] bytes = npy(1, "'|u1'", "False", "1, 2", "00ff");
    assertArrayEquals(new double[] {0, 255}, first(bytes, TensorType.of(FLOAT, 1, 2)));
    assertArrayEquals(new double[] {0, 255}, first(bytes, TensorType.of(INT64, 2)));
    assertArrayEquals(new double[] {0, 255}, first(bytes, TensorType.of(INT32, 2, 1)));
    byte[] flags = npy(1, "'|b1'", "False", "1, 2", "0001");
    assertArrayEquals(new double[] {0, 1}, first(flags, TensorType.of(BOOL, 2)));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void everyVersion(int version) throws IOException {
    assertArrayEquals(
        new double[] {7},
        first(npy(version, "'|u1'", "False", "1,", "07"), TensorType.of(FLOAT, 1)));
  }

  /** numpy.arange(12).reshape(2, 3, 2) in both orders. */
  @ParameterizedTest
  @CsvSource({"False, 000102030405060708090a0b", "True, 0006020804 0a01070309050b"})
  void orders(String fortran, String hex) throws IOException {
    Path file = write("a.npy", npy(1, "'|u1'", fortran, "2, 3, 2", hex));
    Dataset data = Npy.read(file, predicting(TensorType.of(FLOAT, 3, 2)), Optional.empty());
    Column x = data.columns().get("x");
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, Written.numbers(x, 0));
    assertArrayEquals(new double[] {6, 7, 8, 9, 10, 11}, Written.numbers(x, 1));
  }

  @Test
  void freeLengthsAreThoseOfTheArray() throws IOException {
    TensorType free = new TensorType(FLOAT, Shape.of(new Dim.Named("T"), Dim.of(2)));
    assertEquals(6, first(npy(1, "'|u1'", "False", "1, 3, 2", "000102030405"), free).length);
  }

  @Test
  void labelsInAFileOfTheirOwn() throws IOException {
    Path x = write("x.npy", npy(1, "'|u1'", "False", "2, 1", "0506"));
    Path y = write("y.npy", npy(1, "'<i4'", "False", "2,", "01000000 00000000"));
    Wanted wanted = new Wanted(Map.of("x", TensorType.of(FLOAT, 1)), CLASS, 2);
    Dataset data = Npy.read(x, wanted, Optional.of(y));
    assertArrayEquals(new double[] {1, 0}, Written.all(data.columns().get(Dataset.LABEL)));
  }

  private Path npz(Map<String, byte[]> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> e : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey() + ".npy"));
        zip.write(e.getValue());
      }
    }
    return write("a.npz", bytes.toByteArray());
  }

  private static Wanted two() {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    inputs.put("a", TensorType.of(FLOAT, 1));
    inputs.put("b", TensorType.of(FLOAT, 1));
    return new Wanted(inputs, CLASS, 2);
  }

  @Test
  void arraysByTheirNames() throws IOException {
    byte[] one = npy(1, "'|u1'", "False", "1,", "01");
    Path file = npz(Map.of("b", one, "a", npy(1, "'|u1'", "False", "1,", "05"), "kind", one));
    Dataset data = Npy.read(file, two(), Optional.of(Path.of("kind")));
    assertArrayEquals(new double[] {5}, Written.all(data.columns().get("a")));
    assertArrayEquals(new double[] {1}, Written.all(data.columns().get("b")));
    assertArrayEquals(new double[] {1}, Written.all(data.columns().get(Dataset.LABEL)));
    assertEquals(
        """
        a.npz: error[NND0476]: there is no array 'label'
          note: the arrays are a, b, kind
        """,
        Rendered.mistakes(folder, () -> Npy.read(file, two(), Optional.empty())));
  }

  private String said(byte[] bytes, Wanted wanted) throws IOException {
    Path file = write("a.npy", bytes);
    return Rendered.mistakes(folder, () -> Npy.read(file, wanted, Optional.of(file)));
  }

  @Test
  void filesThatAreNone() throws IOException {
    Wanted any = predicting(TensorType.of(FLOAT, 1));
    assertEquals(
        """
        a.npy: error[NND0473]: this is not an array of NumPy
          help: write it with numpy.save or numpy.savez
        """,
        said("no array".getBytes(ISO_8859_1), any));
    Path text = write("a.npz", "no archive".getBytes(ISO_8859_1));
    assertEquals(
        """
        a.npz: error[NND0473]: this is not an archive of NumPy
          help: write it with numpy.savez
        """,
        Rendered.mistakes(folder, () -> Npy.read(text, any, Optional.empty())));
    for (String descr : new String[] {"'<U5'", "'|O'", "'<c16'", "[('a', '<f4'), ('b', '<i4')]"}) {
      assertEquals(
          "a.npy: error[NND0474]: the array holds "
              + descr
              + ", which are no numbers to use\n  help: convert it: array.astype('float32'), or"
              + " 'int64'\n",
          said(npy(1, descr, "False", "1,", "00"), any));
    }
  }

  @Test
  void damagedFiles() throws IOException {
    Wanted any = predicting(TensorType.of(FLOAT, 1));
    byte[] whole = npy(1, "'|u1'", "False", "3, 1", "010203");
    String damaged =
        """
        a.npy: error[NND0475]: the header of the array is damaged
          help: write it again with numpy.save
        """;
    for (int length : new int[] {6, 7, 9, 20, whole.length - 4}) {
      assertEquals(damaged, said(Arrays.copyOf(whole, length), any), length + " bytes");
    }
    assertEquals(damaged, said(npy(4, "'|u1'", "False", "1,", "01"), any));
    assertEquals(damaged, said(npy(1, "'|u1'", "Perhaps", "1,", "01"), any));
    assertEquals(damaged, said(npy(1, "'|u1'", "False", "99999999999999999999,", "01"), any));
    assertEquals(
        """
        a.npy: error[NND0475]: the array is [3, 1], 3 bytes, but the file has only 2
          help: the file is damaged; write it again
        """,
        said(Arrays.copyOf(whole, whole.length - 1), any));
    assertEquals(
        """
        a.npy: error[NND0475]: the array is [3, 1], 3 bytes, but the file has more
          help: the file is damaged; write it again
        """,
        said(Arrays.copyOf(whole, whole.length + 1), any));
  }

  @Test
  void arraysThatDontFit() throws IOException {
    byte[] three = npy(1, "'<f4'", "False", "1, 3", "00000000".repeat(3));
    assertEquals(
        """
        a.npy: error[NND0477]: an example is [3], 3 numbers, but input x is float[2]
          help: the first axis is that of the examples; the others must hold as many numbers as input x
        """,
        said(three, predicting(TensorType.of(FLOAT, 2))));
    assertEquals(
        """
        a.npy: error[NND0477]: the array is [], which are no examples
          help: the first axis is that of the examples
        """,
        said(npy(1, "'|u1'", "False", "", "00"), predicting(TensorType.of(FLOAT, 2))));
    assertEquals(
        """
        a.npy: error[NND0478]: the array holds float32, but input x is int64[3]
          help: convert it: array.astype('int64')
        """,
        said(three, predicting(TensorType.of(INT64, 3))));
    assertEquals(
        """
        a.npy: error[NND0476]: an array feeds one input, but the network has 2
          help: save them by name: numpy.savez("data.npz", a=..., b=...)
        """,
        said(three, two()));
  }

  @Test
  void labelsThatDontFit() throws IOException {
    Path x = write("x.npy", npy(1, "'|u1'", "False", "2, 1", "0506"));
    Path y = write("y.npy", npy(1, "'|u1'", "False", "2,", "0002"));
    Path z = write("z.npy", npy(1, "'|u1'", "False", "3,", "000101"));
    Wanted wanted = new Wanted(Map.of("x", TensorType.of(FLOAT, 1)), CLASS, 2);
    assertEquals(
        """
        y.npy: error[NND0440]: label 1 is 2, not the number of a class
          note: labels are counted from 0; the classes are 0 to 1
        """,
        Rendered.mistakes(folder, () -> Npy.read(x, wanted, Optional.of(y))));
    assertEquals(
        """
        x.npy: error[NND0479]: the arrays have different numbers of examples: {x=2, label=3}
          help: the first axis of all must be as long
        """,
        Rendered.mistakes(folder, () -> Npy.read(x, wanted, Optional.of(z))));
    assertEquals(
        """
        x.npy: error[NND0476]: there is no array with the labels
          help: name it: numpy("x.npy", label="y.npy")
        """,
        Rendered.mistakes(folder, () -> Npy.read(x, wanted, Optional.empty())));
  }
}
