package org.nnd.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** All that was found wrong, each thing once. */
final class Problems {
  /** More than anybody reads; checking stops there. */
  private static final int MANY = 100;

  private final Set<Diagnostic> found = new LinkedHashSet<>();

  void add(Diagnostic d) {
    found.add(d);
    if (found.size() >= MANY) {
      throwIfAny();
    }
  }

  void addAll(Collection<Diagnostic> all) {
    all.forEach(this::add);
  }

  /**
   * @throws NndException with all of them, if there are any
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new NndException(List.copyOf(found));
    }
  }
}
