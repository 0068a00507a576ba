package org.nnd.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nnd.source.NndException;

final class WebRuntimeTest {
  private static final String SCRIPT = "dist/ort.wasm.bundle.min.mjs";
  private static final String WASM = "dist/ort-wasm-simd-threaded.wasm";

  @TempDir Path dir;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(dir.resolve(name).getParent());
    Files.writeString(dir.resolve(name), text);
  }

  /** A file in a tar: a header of 512 bytes, and its bytes in blocks as long. */
  private static void entry(OutputStream out, String name, byte[] content) throws IOException {
    byte[] header = new byte[512];
    byte[] path = bytes("package/" + name);
    System.arraycopy(path, 0, header, 0, path.length);
    byte[] size = bytes(String.format("%011o ", content.length));
    System.arraycopy(size, 0, header, 124, size.length);
    header[156] = '0';
    out.write(header);
    out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
  }

  private Path packed(String... names) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(tar)) {
      for (String name : names) {
        entry(out, name, bytes(name + " ".repeat(600)));
      }
      out.write(new byte[1024]);
    }
    return Files.write(dir.resolve("package.tgz"), tar.toByteArray());
  }

  private String refused(Path place) {
    NndException e = assertThrows(NndException.class, () -> WebRuntime.read(place));
    return e.getMessage().replace(dir.toString(), "DIR");
  }

  @Test
  void aPackageIsFoundWhereNpmInstallsIt() throws IOException {
    write("node_modules/onnxruntime-web/" + SCRIPT, "script");
    write("node_modules/onnxruntime-web/" + WASM, "wasm");
    WebRuntime found = WebRuntime.find(dir.resolve("a/b"));
    assertArrayEquals(bytes("script"), found.script());
    assertArrayEquals(bytes("wasm"), found.wasm());
  }

  @Test
  void whereThereIsNoneTheWayToItIsTold() {
    NndException e = assertThrows(NndException.class, () -> WebRuntime.find(dir));
    assertEquals(
        """
        error[NND0690]: a page needs onnxruntime-web, which is not here
          note: looked for node_modules/onnxruntime-web in this folder and those above it
          help: get it once: npm pack onnxruntime-web@1.30.0, then --runtime onnxruntime-web-1.30.0.tgz
        """,
        e.getMessage());
  }

  @Test
  void anArchiveIsReadAsNpmPacksIt() throws IOException {
    WebRuntime read = WebRuntime.read(packed("package.json", WASM, "README.md", SCRIPT));
    assertArrayEquals(bytes(SCRIPT + " ".repeat(600)), read.script());
    assertArrayEquals(bytes(WASM + " ".repeat(600)), read.wasm());
  }

  @Test
  void anArchiveOfSomethingElse() throws IOException {
    assertEquals(
        """
        DIR/package.tgz: error[NND0691]: this is no package of onnxruntime-web
          note: it has no dist/ort.wasm.bundle.min.mjs and no dist/ort-wasm-simd-threaded.wasm
          help: npm pack onnxruntime-web@1.30.0, then --runtime onnxruntime-web-1.30.0.tgz
        """,
        refused(packed("package.json")));
  }

  @Test
  void whatIsNoArchiveOrIsCutOff() throws IOException {
    String none =
        """
        DIR/package.tgz: error[NND0691]: this is no package of onnxruntime-web
          note: it is neither its folder nor its archive
          help: npm pack onnxruntime-web@1.30.0, then --runtime onnxruntime-web-1.30.0.tgz
        """;
    Path file = packed(SCRIPT, WASM);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 12, whole.length / 2}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(none, refused(file), "of " + length + " bytes");
    }
    Files.writeString(file, "text");
    assertEquals(none, refused(file));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes("x".repeat(2000)));
    }
    assertEquals(none, refused(file));
  }

  @Test
  void aModelThatIsTooLarge() {
    WebPage.checkSize(256 << 20);
    NndException e = assertThrows(NndException.class, () -> WebPage.checkSize(300L << 20));
    assertEquals(
        """
        error[NND0693]: a page holds models of 256 MiB at most, but this one has 300
          help: train a smaller network, or drive NAME.train.onnx by a program of your own
        """,
        e.getMessage());
  }
}
