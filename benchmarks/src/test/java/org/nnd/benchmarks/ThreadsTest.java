package org.nnd.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nnd.runtime.Execution;
import org.nnd.runtime.Provider;

class ThreadsTest {
  private static final String PROPERTY = "nnd.threads";

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void asManyAsTold() {
    assertEquals(Execution.of(Provider.CPU), Threads.execution());
    System.setProperty(PROPERTY, "3");
    assertEquals(Execution.of(Provider.CPU.withThreads(3)), Threads.execution());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", ""})
  void whatIsNoNumber(String told) {
    System.setProperty(PROPERTY, told);
    Exception e = assertThrows(IllegalArgumentException.class, Threads::execution);
    assertEquals("nnd.threads is " + told + ", not a number from 1 on", e.getMessage());
  }
}
