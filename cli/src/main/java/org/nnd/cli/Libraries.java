package org.nnd.cli;

import java.nio.file.Path;
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
              + " package or environment (default: $NND_NATIVE_PATH, if set).",
      defaultValue = "${env:NND_NATIVE_PATH}")
  Optional<Path> folder;

  /** Takes them; before anything of ONNX Runtime is asked. */
  void use() {
    folder.ifPresent(NativeLibraries::use);
  }
}
