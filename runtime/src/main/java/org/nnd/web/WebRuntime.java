package org.nnd.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.nnd.source.Diagnostic;
import org.nnd.source.FileProblem;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/**
 * ONNX Runtime for browsers: two files of npm's package {@code onnxruntime-web}.
 *
 * @param script a module of JavaScript
 * @param wasm what it runs, as WebAssembly
 */
public record WebRuntime(byte[] script, byte[] wasm) {
  /** The version that pages are tested with. */
  public static final String VERSION = "1.30.0";

  private static final String NAME = "onnxruntime-web";
  private static final String SCRIPT = "dist/ort.wasm.bundle.min.mjs";
  private static final String WASM = "dist/ort-wasm-simd-threaded.wasm";
  private static final String WAY =
      "npm pack " + NAME + "@" + VERSION + ", then --runtime " + NAME + "-" + VERSION + ".tgz";

  /**
   * Finds the package where npm installs it: in {@code node_modules} of a folder, or of one above.
   *
   * @throws NndException if it isn't there (NND0690) or is damaged (NND0691)
   */
  public static WebRuntime find(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path installed = at.resolve("node_modules").resolve(NAME);
      if (Files.isDirectory(installed)) {
        return read(installed);
      }
    }
    throw new NndException(
        Diagnostic.of("NND0690", "a page needs " + NAME + ", which is not here")
            .note("looked for node_modules/" + NAME + " in this folder and those above it")
            .help("get it once: " + WAY));
  }

  /**
   * Reads the package.
   *
   * @param place its folder, or the archive that npm packs
   * @throws NndException if it is missing (NND0690), or is none (NND0691)
   */
  public static WebRuntime read(Path place) {
    try {
      Map<String, byte[]> files =
          FileProblem.reading(
              place,
              "NND0690",
              () -> Files.isDirectory(place) ? folder(place) : Archive.read(place, wanted()));
      List<String> missing = new ArrayList<>(List.of(SCRIPT, WASM));
      missing.removeAll(files.keySet());
      if (!missing.isEmpty()) {
        throw none(place, "it has no " + String.join(" and no ", missing));
      }
      return new WebRuntime(files.get(SCRIPT), files.get(WASM));
    } catch (ZipException | Archive.Damaged e) {
      throw none(place, "it is neither its folder nor its archive");
    } catch (IOException e) {
      throw new NndException(FileProblem.unreadable(place, "NND0691", e));
    }
  }

  private static List<String> wanted() {
    return List.of(SCRIPT, WASM);
  }

  private static Map<String, byte[]> folder(Path place) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (String name : wanted()) {
      if (Files.exists(place.resolve(name))) {
        files.put(name, Files.readAllBytes(place.resolve(name)));
      }
    }
    return files;
  }

  private static NndException none(Path place, String why) {
    return new NndException(
        Diagnostic.of("NND0691", Location.file(place.toString()), "this is no package of " + NAME)
            .note(why)
            .help(WAY));
  }
}
