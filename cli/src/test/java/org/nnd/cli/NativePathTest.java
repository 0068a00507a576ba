package org.nnd.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** ONNX Runtime's library as a Python package has it, without the binding, in a process anew. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class NativePathTest {
  private static final String MAIN = "org.nnd.cli.Main";

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
    Path other = Files.createDirectory(dir.resolve("other"));
    String told = told(MAIN, "doctor", "--native-path", other + File.pathSeparator + dir);
    assertTrue(told.contains("its libraries    " + capi + "\n"), told);
    assertTrue(told.contains("cpu              works\n"), told);
  }

  @Test
  void aFileThatIsNoLibrary() throws IOException, InterruptedException {
    Path file = Files.writeString(dir.resolve("libonnxruntime.so"), "nonsense");
    String told = told(MAIN, "doctor", "--native-path", dir.toString());
    assertTrue(told.contains("error[NND0701]: " + file + " can't be loaded\n  note: "), told);
    assertFalse(told.contains("\tat "), told);
  }

  /** Whatever command it is, nobody is shown a stack trace. */
  @Test
  void noLibraryAtAll() throws IOException, InterruptedException {
    Texts.write(
        dir.resolve("net.nnd"),
        """
        model Net {
          input x: float[1]
          output y = x -> dense(2)
        }
        train Net {
          loss cross_entropy(y, label)  optimizer sgd(lr=0.1)
        }
        """);
    assertEquals(
        "error[NND0705]: ONNX Runtime's libraries can't be loaded\n"
            + "  note: Native library 'onnxruntime' not found at DIR/libonnxruntime.so\n"
            + "  help: nnd brings those for Linux, macOS on ARM, and Windows; --native-path FOLDER"
            + " takes others\n",
        told(
                "-Donnxruntime.native.path=" + dir,
                MAIN,
                "check",
                dir.resolve("net.nnd").toString(),
                "--grad")
            .replace(dir.toString(), "DIR"));
  }

  private static String told(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return told;
  }
}
