package org.nnd.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a GPU machine is given works, as far as a machine without one can tell. */
final class GpuTest {
  @TempDir Path folder;

  private static String output(int exit, String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exit, process.waitFor(), output);
    return output;
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void whatIsPackedRuns() throws Exception {
    output(0, "gpu/pack", "--dry-run", "--no-build", folder.toString());
    assertTrue(sizes().stream().allMatch(bytes -> bytes <= 60_000_000), sizes().toString());
    String said =
        output(
            0,
            folder.resolve("run").toString(),
            "--dry-run",
            "--networks=mlp,transformer",
            "--seconds=0.01",
            "--python=" + folder.resolve("none"));
    List<String> rows = said.lines().filter(line -> line.startsWith("| ")).toList();
    assertEquals(
        List.of("network", "---", "mlp", "transformer", "network", "---", "mlp", "transformer"),
        rows.stream().map(line -> line.split(" ", -1)[1]).toList(),
        said);
    assertTrue(rows.get(6).matches("\\| mlp \\| float32 \\| [0-9.]+ \\| Cannot run .*"), said);
  }

  private List<Long> sizes() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("piece."))
          .map(f -> f.toFile().length())
          .toList();
    }
  }

  @Test
  void packSaysHowItIsUsed() throws Exception {
    assertEquals(
        "usage: pack [--dry-run] [--no-build] FOLDER\n", output(2, "gpu/pack", "--dry-run"));
  }

  @Test
  void looksAreRead() {
    assertEquals(Optional.of(new DeviceWatch.Look(1234, 87)), DeviceWatch.Look.of("1234, 87"));
    assertEquals(Optional.empty(), DeviceWatch.Look.of("[N/A], [N/A]"));
    assertEquals(Optional.empty(), DeviceWatch.Look.of("Unable to determine the device handle"));
  }
}
