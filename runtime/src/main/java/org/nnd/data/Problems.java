package org.nnd.data;

import java.util.ArrayList;
import java.util.List;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** The first few problems of a file: where many rows are wrong, more would not tell more. */
final class Problems {
  private static final int MOST = 3;

  private final List<Diagnostic> found = new ArrayList<>();

  /** Keeps one more problem, unless there are enough. */
  void add(Diagnostic problem) {
    if (!enough()) {
      found.add(problem);
    }
  }

  /** Whether looking for more is in vain. */
  boolean enough() {
    return found.size() == MOST;
  }

  /**
   * Goes on only if there are none.
   *
   * @throws NndException with what was found
   */
  void check() {
    if (!found.isEmpty()) {
      throw new NndException(found);
    }
  }
}
