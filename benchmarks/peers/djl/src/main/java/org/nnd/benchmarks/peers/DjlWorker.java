package org.nnd.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.nnd.benchmarks.Worker;

/** DJL's side of a comparison. */
public final class DjlWorker {
  private DjlWorker() {}

  public static void main(String[] none) throws IOException {
    System.setProperty("ai.djl.pytorch.num_threads", System.getProperty("threads"));
    new Worker(Map.of("train", a -> new DjlSteps(Path.of(a.get(1))))).serve();
  }
}
