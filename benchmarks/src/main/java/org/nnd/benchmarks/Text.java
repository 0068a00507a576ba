package org.nnd.benchmarks;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.nnd.Compiler;
import org.nnd.train.Experiment;

/**
 * A network's file.
 *
 * @param values of parameters that differ from those in the file
 */
record Text(Path file, Map<String, String> values) {

  /** Reads and checks it. */
  Experiment experiment() {
    return Compiler.choose(Compiler.check(file, values), Optional.empty());
  }
}
