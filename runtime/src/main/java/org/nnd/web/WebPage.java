package org.nnd.web;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.nnd.Compiler;
import org.nnd.data.Schema;
import org.nnd.onnx.OnnxModel;
import org.nnd.runtime.Data;
import org.nnd.runtime.SavedWeights;
import org.nnd.runtime.TrainedModel;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;
import org.nnd.source.WholeFile;
import org.nnd.train.Experiment;
import org.nnd.train.Training;
import org.nnd.train.TrainingGraph;

/**
 * A trained network as one page of HTML, which predicts and learns in a browser.
 *
 * <p>The page needs no other file, no server and no network: ONNX Runtime, the models and the
 * examples stand in it, packed. What it is about it reads in the models' metadata.
 *
 * @param name what files are called, without their endings
 * @param panel what it shows
 * @param white the number that a white pixel is, where it takes pictures
 * @param predicts what becomes {@code NAME.onnx}
 * @param begins what becomes {@code NAME.init.onnx}
 * @param trains what becomes {@code NAME.train.onnx}
 * @param examples what it learns again, if something is kept
 * @param runtime what runs it
 */
public record WebPage(
    String name,
    Panel panel,
    double white,
    OnnxModel predicts,
    OnnxModel begins,
    OnnxModel trains,
    Optional<KeptExamples> examples,
    WebRuntime runtime) {
  /** The largest model that browsers take as a text. */
  private static final long MOST_BYTES = 256 << 20;

  private static final List<String> SCRIPTS =
      List.of("onnx", "safetensors", "network", "lesson", "picture", "table", "prediction", "page");

  /**
   * The page of a network.
   *
   * @param saved its weights
   * @param learned what they learned from, if that is at hand
   * @param examples how many of it are kept, at most
   * @throws NndException if there is no page for such a network (NND0692)
   */
  public static WebPage of(
      String name,
      Experiment e,
      Training training,
      SavedWeights saved,
      Optional<Data> learned,
      int examples,
      WebRuntime runtime) {
    Map<String, String> remembered =
        saved.remembered().isEmpty()
            ? TrainedModel.metadata(training, learned.map(Data::schema).orElse(Schema.NONE))
            : saved.remembered();
    Panel panel = Panel.of(e, training, remembered);
    // At least one is looked at: pixels of a table may be any numbers, those of images are 0 to 1.
    Optional<KeptExamples> some =
        learned.map(
            d -> KeptExamples.of(d.training(), Math.max(1, examples), training.classes() > 0));
    double white =
        panel.columns() ? some.map(s -> s.largest(e.network().inputs().get(0))).orElse(1.0) : 1;
    TrainingGraph step = TrainingGraph.of(training, saved.weights());
    return new WebPage(
        name,
        panel,
        white,
        Compiler.inference(e, saved.weights(), remembered),
        Compiler.initialization(e, step),
        Compiler.training(e, training, step),
        some.filter(s -> examples > 0),
        runtime);
  }

  /**
   * Writes the page, {@code index.html}, and beside it the models and the examples as files of
   * their own, for other programs.
   *
   * @return what was written
   * @throws NndException if the model is too large for a page (NND0693)
   */
  public List<Path> write(Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(name + ".onnx", bytes(predicts));
    files.put(name + ".init.onnx", bytes(begins));
    files.put(name + ".train.onnx", bytes(trains));
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      written.add(written(folder.resolve(file.getKey()), file.getValue()));
    }
    Path kept = folder.resolve(name + ".examples.safetensors");
    Files.deleteIfExists(kept);
    if (examples.isPresent()) {
      WholeFile.write(kept, examples.get().toSafetensors()::write);
      written.add(kept);
      files.put(kept.getFileName().toString(), Files.readAllBytes(kept));
    }
    byte[] html = html(files).getBytes(StandardCharsets.UTF_8);
    written.add(written(folder.resolve("index.html"), html));
    return written;
  }

  private static byte[] bytes(OnnxModel model) {
    byte[] bytes = model.toBytes();
    checkSize(bytes.length);
    return bytes;
  }

  private static Path written(Path file, byte[] bytes) throws IOException {
    WholeFile.write(file, bytes);
    return file;
  }

  /** Refuses models that are too large (NND0693). */
  static void checkSize(long bytes) {
    if (bytes > MOST_BYTES) {
      throw new NndException(
          Diagnostic.of(
                  "NND0693",
                  String.format(
                      Locale.ROOT,
                      "a page holds models of %d MiB at most, but this one has %d",
                      MOST_BYTES >> 20,
                      bytes >> 20))
              .help("train a smaller network, or drive NAME.train.onnx by a program of your own"));
    }
  }

  private String html(Map<String, byte[]> carried) {
    StringBuilder files = new StringBuilder(settings());
    add(files, "runtime", runtime.script());
    add(files, "runtime-wasm", runtime.wasm());
    // What a file is stands in its name, behind that of the network.
    carried.forEach((file, bytes) -> add(files, file.substring(name.length() + 1), bytes));
    String scripts =
        SCRIPTS.stream().map(script -> resource(script + ".js")).collect(Collectors.joining("\n"));
    // The files come last: what is in them is never taken for a place of the page.
    return resource("page.html")
        .replace("{{page.css}}\n", resource("page.css"))
        .replace("{{scripts}}\n", scripts)
        .replace("{{files}}\n", files);
  }

  /** What doesn't stand in the metadata; the writer of JSON writes {@code <} as {@code \\u003c}. */
  private String settings() {
    JsonObject settings = new JsonObject();
    settings.addProperty("name", name);
    settings.addProperty("white", white);
    panel
        .picture()
        .ifPresent(
            shape -> {
              JsonArray sizes = new JsonArray();
              shape.forEach(sizes::add);
              settings.add("picture", sizes);
            });
    return "<script type=\"application/json\" id=\"settings\">"
        + new Gson().toJson(settings)
        + "</script>\n";
  }

  private static void add(StringBuilder files, String id, byte[] bytes) {
    files
        .append("<script type=\"text/plain\" id=\"")
        .append(id)
        .append("\">")
        .append(Base64.getEncoder().encodeToString(packed(bytes)))
        .append("</script>\n");
  }

  /** As gzip, as small as it gets. */
  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new Smallest(packed)) {
      out.write(bytes);
    } catch (IOException e) { // nothing is written to but memory
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static final class Smallest extends GZIPOutputStream {
    private Smallest(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private static String resource(String name) {
    try (InputStream in = WebPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
