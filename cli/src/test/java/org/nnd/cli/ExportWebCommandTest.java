package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a page; that the page works is tested in a browser, in the module of examples. */
final class ExportWebCommandTest {
  private static final String EXPORT =
      "export web DIR/small.nnd --weights DIR/small.onnx --runtime DIR/ort -o DIR/web ";

  @TempDir Path dir;

  @BeforeEach
  void writeFiles() throws IOException {
    Texts.small(dir);
    write("ort/dist/ort.wasm.bundle.min.mjs", "export const InferenceSession = {};");
    write("ort/dist/ort-wasm-simd-threaded.wasm", "wasm");
  }

  private void write(String name, String text) throws IOException {
    Texts.write(dir.resolve(name), text);
  }

  private void train() {
    assertEquals("", Outcome.of(dir, "train DIR/small.nnd -o DIR --no-report").err());
  }

  private Outcome export(String more) {
    return Outcome.of(dir, EXPORT + more);
  }

  private String page() throws IOException {
    return Files.readString(dir.resolve("web/index.html"));
  }

  /** What a script of the page holds. */
  private String script(String id) throws IOException {
    Matcher found =
        Pattern.compile("<script type=\"[a-z/]+\" id=\"" + id + "\">([^<]*)</script>")
            .matcher(page());
    assertTrue(found.find(), id);
    return found.group(1);
  }

  private byte[] carried(String id) throws IOException {
    byte[] packed = Base64.getDecoder().decode(script(id));
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private JsonObject settings() throws IOException {
    return JsonParser.parseString(script("settings")).getAsJsonObject();
  }

  private byte[] written(String name) throws IOException {
    return Files.readAllBytes(dir.resolve("web").resolve(name));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(dir.resolve("web"))) {
      return all.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thePageCarriesEverything() throws IOException {
    train();
    assertEquals(
        Outcome.fine(
            """
            wrote DIR/web/small.onnx
            wrote DIR/web/small.init.onnx
            wrote DIR/web/small.train.onnx
            wrote DIR/web/small.examples.safetensors
            wrote DIR/web/index.html
            5 examples of the training are in the page; --examples 0 leaves them out
            open DIR/web/index.html in a browser
            """),
        export(""));
    for (String file : List.of("onnx", "init.onnx", "train.onnx", "examples.safetensors")) {
      assertArrayEquals(written("small." + file), carried(file), file);
    }
    assertArrayEquals(
        Files.readAllBytes(dir.resolve("ort/dist/ort.wasm.bundle.min.mjs")), carried("runtime"));
    assertEquals("wasm", new String(carried("runtime-wasm"), StandardCharsets.UTF_8));
    assertFalse(page().contains("{{"));
    assertFalse(Pattern.compile("(src|href)=\"(?!data:)").matcher(page()).find());
    assertArrayEquals(Files.readAllBytes(dir.resolve("small.onnx")), written("small.onnx"));
  }

  @Test
  void theSameBytesEachTime() throws IOException {
    train();
    export("");
    byte[] first = written("index.html");
    export("");
    assertArrayEquals(first, written("index.html"));
  }

  @Test
  void aTableHasNoPictures() throws IOException {
    train();
    export("");
    assertEquals("{\"name\":\"small\",\"white\":3.0}", settings().toString());
  }

  @Test
  void picturesHaveASize() throws IOException {
    String pixels = IntStream.range(0, 16).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
    write(
        "small.nnd",
        Texts.SMALL
            .replace("float[2]", "float[1, 4, 4]")
            .replace("x -> dense", "x -> flatten -> dense"));
    write("small.csv", pixels + ",kind\n" + "0,".repeat(15) + "255,0\n" + "9,".repeat(16) + "1\n");
    train();
    export("");
    assertEquals("[1,4,4]", settings().get("picture").toString());
    assertEquals(255, settings().get("white").getAsDouble());
  }

  @Test
  void examplesAreLeftOutOnRequest() throws IOException {
    train();
    export("");
    Outcome outcome = export("--examples 0");
    assertFalse(outcome.out().contains("examples"), outcome.out());
    assertEquals(
        List.of("index.html", "small.init.onnx", "small.onnx", "small.train.onnx"), files());
    assertFalse(page().contains("id=\"examples.safetensors\""));
    export("--examples 2");
    assertTrue(
        new String(carried("examples.safetensors"), StandardCharsets.UTF_8)
            .contains("\"x\":{\"dtype\":\"F32\",\"shape\":[2,2]"));
  }

  @Test
  void withoutItsDataThePageKeepsNoExamples() throws IOException {
    train();
    Files.delete(dir.resolve("small.csv"));
    assertTrue(
        export("").out().startsWith("no examples are kept: there is no file DIR/small.csv\n"));
    assertTrue(Files.exists(dir.resolve("web/index.html")));
    assertTrue(export("--data DIR/other.csv").err().contains("NND0401"));
  }

  @Test
  void namesThatLookLikeMarkupStayNames() throws IOException {
    String name = "</script><img src=x onerror=alert(1)>";
    write("small.csv", Texts.TABLE.replace(",0\n", "," + name + "\n"));
    train();
    Files.move(dir.resolve("small.nnd"), dir.resolve("a&b.nnd"));
    String renamed = EXPORT.replace("small.nnd", "a&b.nnd");
    assertEquals("", Outcome.of(dir, renamed).err());
    assertFalse(page().contains("onerror"));
    assertTrue(page().contains("{\"name\":\"a\\u0026b\""));
    assertTrue(new String(carried("onnx"), StandardCharsets.UTF_8).contains(name));
  }

  @Test
  void withoutTheRuntime() throws IOException {
    train();
    assertEquals(
        Outcome.wrong(
            """
            error[NND0690]: there is no file DIR/none.tgz
              note: looked for DIR/none.tgz
            """),
        Outcome.of(dir, EXPORT.replace("DIR/ort", "DIR/none.tgz")));
    Files.delete(dir.resolve("ort/dist/ort-wasm-simd-threaded.wasm"));
    assertEquals(
        Outcome.wrong(
            """
            DIR/ort: error[NND0691]: this is no package of onnxruntime-web
              note: it has no dist/ort-wasm-simd-threaded.wasm
              help: npm pack onnxruntime-web@1.30.0, then --runtime onnxruntime-web-1.30.0.tgz
            """),
        export(""));
    assertFalse(Files.exists(dir.resolve("web/index.html")));
  }

  @Test
  void textsHaveNoPage() throws IOException {
    write("small.nnd", Texts.MOOD.replace("mood.csv", "small.csv"));
    write("small.csv", Texts.MOODS);
    train();
    assertEquals(
        Outcome.wrong(
            """
            error[NND0692]: there is no page for a network like this: it takes texts
              note: pages show networks that take pictures, or columns of a table
              note: and that tell a class, or numbers
              help: nnd compile writes NAME.train.onnx, which any program drives
            """),
        export(""));
  }

  @Test
  void aTextWithoutATraining() throws IOException {
    train();
    write("small.nnd", Texts.SMALL.substring(0, Texts.SMALL.indexOf("train")));
    assertTrue(export("").err().contains("error[NND0510]"));
  }
}
