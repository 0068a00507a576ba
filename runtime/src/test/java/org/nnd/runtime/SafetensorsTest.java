package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.source.WholeFile;

final class SafetensorsTest {
  @TempDir Path dir;
  private Path file;
  private Safetensors content;

  @BeforeEach
  void writeAFile() throws IOException {
    file = dir.resolve("a.safetensors");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", Tensor.of(ElementType.FLOAT, Shape.of(2, 3), 1, 2, 3, -4, 5, 6));
    tensors.put("step", Tensor.scalar(7));
    tensors.put("none", Tensor.of(ElementType.DOUBLE, Shape.of(0)));
    content = new Safetensors(Map.of("what", "\"grüß\" dich\n"), tensors);
    WholeFile.write(file, dir.resolve(".part"), content::write);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    assertEquals(content, Safetensors.read(file));
    assertArrayEquals(new String[] {"a.safetensors"}, dir.toFile().list());
  }

  /** The bytes as the specification has them; Python's library read the same file. */
  @Test
  void theFormatIsThatOfOthers() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(0, length % 8);
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    assertEquals(
        "{'__metadata__':{'sha256':'SUM','what':'\\'grüß\\' dich\\n'},"
            + "'w':{'dtype':'F32','shape':[2,3],'data_offsets':[0,24]},"
            + "'step':{'dtype':'I64','shape':[],'data_offsets':[24,32]},"
            + "'none':{'dtype':'F64','shape':[0],'data_offsets':[32,32]}}",
        header.strip().replace('"', '\'').replaceFirst("[0-9a-f]{64}", "SUM"));
    assertEquals(8 + length + 32, bytes.length);
    ByteBuffer data = ByteBuffer.wrap(bytes, 8 + length, 32).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(1f, data.getFloat());
  }

  /** For every length that a file could be cut off at. */
  @Test
  void truncationIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      assertDamaged(Arrays.copyOf(bytes, length));
    }
    assertDamaged(Arrays.copyOf(bytes, bytes.length + 1));
  }

  /** For a changed bit in every byte. */
  @Test
  void corruptionIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertDamaged(changed);
    }
  }

  private void assertDamaged(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertThrows(Safetensors.Damaged.class, () -> Safetensors.read(file));
  }

  @Test
  void aFailureWhileWritingLeavesTheOldFile() throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThrows(
        IOException.class,
        () ->
            WholeFile.write(
                file,
                dir.resolve(".part"),
                to -> {
                  content.write(to);
                  throw new IOException("No space left on device");
                }));
    assertArrayEquals(before, Files.readAllBytes(file));
    assertArrayEquals(new String[] {"a.safetensors"}, dir.toFile().list());
  }
}
