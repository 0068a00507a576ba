package org.nnd.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nnd.benchmarks.Worker;

/** Deeplearning4j's side of a comparison; its threads come with OMP_NUM_THREADS. */
public final class Dl4jWorker {
  private Dl4jWorker() {}

  public static void main(String[] none) throws IOException {
    new Worker(Map.of("train", a -> new Dl4jSteps(Path.of(a.get(1))))).serve();
  }
}
