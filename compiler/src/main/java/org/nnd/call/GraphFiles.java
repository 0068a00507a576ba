package org.nnd.call;

import java.nio.file.Path;
import org.nnd.ir.Graph;
import org.nnd.source.NndException;

/** What reads the networks that calls name by their files. */
@FunctionalInterface
public interface GraphFiles {

  /**
   * The graph in an ONNX file.
   *
   * @throws NndException if there is none, or none that can be read
   */
  Graph read(Path file);
}
