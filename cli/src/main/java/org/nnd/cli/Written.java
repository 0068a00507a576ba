package org.nnd.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.nnd.onnx.OnnxModel;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;

/** Files that a command writes: whole, or not at all. */
final class Written {
  private Written() {}

  /**
   * @throws NndException if the place can't be written (NND0509)
   */
  static void write(Path file, byte[] bytes) {
    try {
      OnnxModel.write(file, bytes);
    } catch (IOException e) {
      throw new NndException(FileProblem.unwritable(file, "NND0509", e));
    }
  }
}
