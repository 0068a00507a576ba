package org.nnd.cli;

import java.util.Arrays;
import java.util.Optional;
import org.nnd.Compiler;
import org.nnd.source.Source;

/**
 * Has Java load the compiler while the command line is read, on another thread: a small text is
 * checked, for the parser's tables and the catalogues, which are half of what a short command
 * takes.
 */
final class Ahead {
  /** A little of everything. */
  static final Source TEXT =
      Source.of(
          "ahead.nnd",
          """
          model Ahead(classes = 2) {
            input x: float[1, 8, 8]
            y = x / 16 -> conv(2, kernel=3, padding=same) -> relu -> max_pool(2)
            output z = y -> flatten -> dense(classes)
          }

          train Ahead {
            data csv("ahead.csv", label="class")
            loss cross_entropy(z, label)
            metric accuracy(z, label)
            optimizer adam(lr=0.1)
            epochs 1  batch 1
          }
          """);

  private final Optional<Thread> loading;

  private Ahead(Optional<Thread> loading) {
    this.loading = loading;
  }

  /** Begins, if there is a text among the arguments. */
  static Ahead of(String... arguments) {
    if (Arrays.stream(arguments).noneMatch(a -> a.endsWith(".nnd"))) {
      return new Ahead(Optional.empty());
    }
    Thread thread = new Thread(() -> Compiler.check(TEXT), "nnd ahead");
    thread.setDaemon(true);
    thread.start();
    return new Ahead(Optional.of(thread));
  }

  /** Waits for the end: classes that wait for each other on two threads would do so for ever. */
  void await() {
    try {
      if (loading.isPresent()) {
        loading.get().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
