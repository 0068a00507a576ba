package org.nnd.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nnd.Compiler;
import org.nnd.ir.Graph;
import org.nnd.layer.Network;
import org.nnd.source.Source;

/** Sessions have the threads that they are told to have. */
final class SessionTest {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final int MANY = 40;

  /** The one that runs a session is one of its threads. */
  @Test
  void asManyThreadsAsTheProviderIsGiven() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(THREADS), "skipped: no list of threads");
    assertTrue(added(MANY) >= MANY - 1);
    assertTrue(added(1) < MANY - 1);
  }

  /** How many threads of the process a session adds. */
  private static long added(int threads) throws IOException {
    long before = threads();
    Provider provider = Provider.CPU.withThreads(threads);
    try (Session session = Session.of(graph(), provider)) {
      assertTrue(session.ort().getNumInputs() == 1);
      return threads() - before;
    }
  }

  private static long threads() throws IOException {
    try (Stream<Path> tasks = Files.list(THREADS)) {
      return tasks.count();
    }
  }

  private static Graph graph() {
    String text = "model M {\n  input x: float[3]\n  output y = x -> dense(2)\n}\n";
    Network network = Compiler.check(Source.of("m.nnd", text)).get("M").network();
    return network.inference(network.initial(1));
  }
}
