package org.nnd.check;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.nnd.call.GraphFiles;
import org.nnd.ir.Graph;
import org.nnd.onnx.OnnxReader;

/** ONNX files, each read once however often a text names it. */
public final class OnnxFiles implements GraphFiles {
  private final Map<Path, Graph> read = new HashMap<>();

  @Override
  public Graph read(Path file) {
    return read.computeIfAbsent(
        file.toAbsolutePath().normalize(), p -> OnnxReader.read(file).graph());
  }
}
