package org.nnd.benchmarks;

import org.nnd.runtime.Execution;
import org.nnd.runtime.Provider;

/** The threads that a measurement has: one for each core, or as many as a property says. */
final class Threads {
  private Threads() {}

  static Execution execution() {
    Integer threads = Integer.getInteger("nnd.threads");
    return Execution.of(threads == null ? Provider.CPU : Provider.CPU.withThreads(threads));
  }
}
