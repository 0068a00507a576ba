package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime's library as a Python package has it, without the binding, in a process anew. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class NativePathTest {
  @TempDir Path dir;

  @Test
  void aPythonPackage() throws IOException, InterruptedException {
    String version = OrtProvider.class.getPackage().getImplementationVersion();
    Path capi = Files.createDirectories(dir.resolve("onnxruntime/capi"));
    try (InputStream library =
        OrtProvider.class.getResourceAsStream(
            "/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
      Files.copy(library, capi.resolve("libonnxruntime.so." + version));
    }
    String told = doctor(dir);
    assertTrue(told.contains("its libraries    " + capi + "\n"), told);
    assertTrue(told.contains("cpu              works\n"), told);
  }

  @Test
  void aFileThatIsNoLibrary() throws IOException, InterruptedException {
    Path file = Files.writeString(dir.resolve("libonnxruntime.so"), "nonsense");
    String told = doctor(dir);
    assertTrue(told.contains("error[NND0701]: " + file + " can't be loaded\n  note: "), told);
    assertFalse(told.contains("\tat "), told);
  }

  private static String doctor(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.nnd.cli.Main",
                    "doctor",
                    "--native-path",
                    folder.toString()))
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return told;
  }
}
