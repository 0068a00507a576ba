package org.nnd.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.nnd.runtime.NativeLibraries;
import picocli.CommandLine.Option;

/** Which ONNX Runtime computes, where it isn't the one that nnd brings. */
final class Libraries {
  @Option(
      names = "--native-path",
      paramLabel = "FOLDER",
      description =
          "ONNX Runtime's libraries, in place of those that nnd brings: a release, or a Python"
              + " package or environment; several as in PATH (default: $NND_NATIVE_PATH, if set).",
      defaultValue = "${env:NND_NATIVE_PATH}")
  Optional<String> folders;

  /** Takes them; before anything of ONNX Runtime is asked. */
  void use() {
    folders.ifPresent(
        all ->
            NativeLibraries.use(
                Arrays.stream(all.split(File.pathSeparator))
                    .filter(folder -> !folder.isEmpty())
                    .map(Path::of)
                    .toList()));
  }
}
