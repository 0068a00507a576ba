package org.nnd.benchmarks;

import org.nnd.runtime.Execution;
import org.nnd.runtime.Provider;

/** The threads that a measurement has: one for each core, or as many as a property says. */
final class Threads {
  private Threads() {}

  static Execution execution() {
    String told = System.getProperty("nnd.threads");
    if (told == null) {
      return Execution.of(Provider.CPU);
    }
    int threads = Integer.parseInt(told);
    if (threads < 1) {
      throw new IllegalArgumentException("nnd.threads is " + threads + ", and must be 1 or more");
    }
    return Execution.of(Provider.CPU.withThreads(threads));
  }
}
