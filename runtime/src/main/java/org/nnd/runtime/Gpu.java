package org.nnd.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA GPU, as the driver tells of it.
 *
 * @param name of the model
 * @param memory with its unit; empty if unknown
 * @param driver its version; empty if unknown
 */
public record Gpu(String name, String memory, String driver) {
  private static final long PATIENCE = 20;

  /** Those of this machine: of {@code nvidia-smi}, or else of the driver's files. */
  static List<Gpu> all() {
    List<Gpu> told = ofTable(nvidiaSmi());
    return told.isEmpty() ? ofFolder(Path.of("/proc/driver/nvidia/gpus")) : told;
  }

  /** Those of nvidia-smi's table of names, memory and drivers. */
  static List<Gpu> ofTable(String csv) {
    return csv.lines()
        .map(line -> line.split(", "))
        .filter(cells -> cells.length == 3)
        .map(cells -> new Gpu(cells[0], cells[1], cells[2]))
        .toList();
  }

  /** Those of the folder where the driver has a folder for each. */
  static List<Gpu> ofFolder(Path gpus) {
    List<Gpu> all = new ArrayList<>();
    try (DirectoryStream<Path> each = Files.newDirectoryStream(gpus)) {
      for (Path gpu : each) {
        Files.readString(gpu.resolve("information"))
            .lines()
            .filter(line -> line.startsWith("Model:"))
            .forEach(line -> all.add(new Gpu(line.substring(6).strip(), "", "")));
      }
    } catch (IOException e) {
      return List.of(); // no driver
    }
    return all;
  }

  private static String nvidiaSmi() {
    try {
      Process process =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--query-gpu=name,memory.total,driver_version",
                  "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // it isn't there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
