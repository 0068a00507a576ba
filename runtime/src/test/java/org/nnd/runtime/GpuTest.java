package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs as NVIDIA's driver tells of them. */
final class GpuTest {
  @TempDir Path dir;

  @Test
  void ofNvidiaSmi() {
    assertEquals(
        List.of(
            new Gpu("NVIDIA H200", "143771 MiB", "580.65.06"),
            new Gpu("NVIDIA H200", "143771 MiB", "580.65.06")),
        Gpu.ofTable("NVIDIA H200, 143771 MiB, 580.65.06\n".repeat(2)));
    assertEquals(List.of(), Gpu.ofTable("No devices were found\n"));
  }

  @Test
  void ofTheDriversFiles() throws IOException {
    Path gpu = Files.createDirectories(dir.resolve("0000:01:00.0"));
    Files.writeString(gpu.resolve("information"), "Model: \t\t NVIDIA H200\nIRQ:   \t\t 138\n");
    assertEquals(List.of(new Gpu("NVIDIA H200", "", "")), Gpu.ofFolder(dir));
    assertEquals(List.of(), Gpu.ofFolder(dir.resolve("away")));
  }
}
