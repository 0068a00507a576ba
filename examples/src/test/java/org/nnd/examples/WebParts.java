package org.nnd.examples;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.nnd.web.WebRuntime;

/** What pages are tested with, as far as the machine has it; a test that lacks it is skipped. */
final class WebParts {
  private WebParts() {}

  static Path browser() {
    Optional<Path> found = Chromium.find();
    Assumptions.assumeTrue(found.isPresent(), "skipped: there is no Chromium on the PATH");
    return found.get();
  }

  /** npm's package, which npm fetches once. */
  static Path runtime() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/npm").toAbsolutePath());
    String name = "onnxruntime-web@" + WebRuntime.VERSION;
    Path file = folder.resolve(name.replace('@', '-') + ".tgz");
    if (!Files.exists(file)) {
      Assumptions.assumeTrue(packed(folder, name), "skipped: npm does not give " + name);
    }
    return file;
  }

  private static boolean packed(Path folder, String name) throws IOException {
    try {
      Process npm =
          new ProcessBuilder("npm", "pack", name)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return npm.waitFor(2, TimeUnit.MINUTES) && npm.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no npm
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Trains a network on the page that {@code nnd export web} makes of it, each step on the next 64
   * digits, from the first on again behind the last; the losses.
   *
   * @param text of the network
   * @param compiled the folder of what {@code nnd compile} makes of it
   * @param dir an empty folder
   */
  static float[] steps(Path text, Path compiled, int steps, Path dir, Path browser, Path runtime)
      throws IOException {
    String name = text.getFileName().toString().replace(".nnd", "");
    Project.nnd(
        "export",
        "web",
        text,
        "--weights",
        compiled.resolve(name + ".onnx"),
        "--runtime",
        runtime,
        "--examples",
        0,
        "-o",
        dir.resolve("page"));
    List<String> rows = Files.readAllLines(Project.EXAMPLES.resolve("data/digits.csv"));
    try (Chromium page =
        new Chromium(
            browser,
            Files.createDirectories(dir.resolve("home")),
            dir.resolve("page/index.html").toUri())) {
      Chromium.await("the network is there", () -> page.value("!!globalThis.nnd").getAsBoolean());
      String losses =
          """
          (async () => {
            const rows = %s;
            const first = Uint8Array.from(atob("%s"), c => c.charCodeAt(0));
            const network = nnd.page.network;
            const begun = await (await nnd.ort.InferenceSession.create(first)).run({});
            for (const [name, t] of Object.entries(begun)) network.state.get(name).data.set(t.data);
            const losses = [];
            for (let s = 0; s < %d; s++) {
              const batch = Array.from({ length: 64 }, (_, i) => rows[(64 * s + i) %% rows.length]);
              losses.push(await network.step(batch.map(row => new Map([
                ["pixels", Float32Array.from(row.slice(0, -1))],
                ["label", BigInt64Array.from([BigInt(row.at(-1))])],
              ]))));
            }
            return losses;
          })()
          """
              .formatted(
                  "[[" + String.join("],[", rows.subList(1, rows.size())) + "]]",
                  Base64.getEncoder()
                      .encodeToString(Files.readAllBytes(compiled.resolve(name + ".init.onnx"))),
                  steps);
      return new Gson().fromJson(page.value(losses), float[].class);
    }
  }
}
