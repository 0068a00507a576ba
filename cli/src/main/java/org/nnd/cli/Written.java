package org.nnd.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nnd.ir.Tensor;
import org.nnd.onnx.OnnxModel;
import org.nnd.runtime.SavedWeights;
import org.nnd.source.FileProblem;
import org.nnd.source.NndException;
import org.nnd.source.WholeFile;

/** Files that a command writes: whole, or not at all. */
final class Written {
  private Written() {}

  /**
   * Makes the folder of a file that will be written, to learn early if it can't be.
   *
   * @throws NndException if the place can't be written (NND0509)
   */
  static void prepare(Path file) {
    try {
      Path folder = folder(file);
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      if (!Files.isWritable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Writes a file; the same may be wrong. */
  static void write(Path file, byte[] bytes) {
    write(file, place -> WholeFile.write(place, bytes));
  }

  /** Writes a model; the same may be wrong. */
  static void write(Path file, OnnxModel model) {
    write(file, model::write);
  }

  /** Writes weights by their names; the same may be wrong. */
  static void weights(Path file, Map<String, Tensor> weights) {
    write(file, place -> SavedWeights.write(place, weights));
  }

  @FunctionalInterface
  private interface Writing {
    void to(Path place) throws IOException;
  }

  private static void write(Path file, Writing writing) {
    try {
      writing.to(folder(file).resolve(file.getFileName()));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** The folder of a file, made if it is missing, behind symbolic links. */
  private static Path folder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    return folder.toRealPath();
  }

  static NndException unwritable(Path file, IOException cause) {
    return new NndException(FileProblem.unwritable(file, "NND0509", cause));
  }
}
