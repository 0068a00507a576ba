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
    if (!told.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("nnd.threads is " + told + ", not a number from 1 on");
    }
    return Execution.of(Provider.CPU.withThreads(Integer.parseInt(told)));
  }
}
