package org.nnd.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;

/** All that was found wrong: of one kind one thing at a place, however often a text runs there. */
final class Problems {
  /** More than anybody reads; checking stops there. */
  private static final int MANY = 100;

  private record Kind(String code, Optional<Location> place, String message) {}

  private final Map<Kind, Diagnostic> found = new LinkedHashMap<>();

  void add(Diagnostic d) {
    found.putIfAbsent(
        new Kind(d.code(), d.location(), d.location().isPresent() ? "" : d.message()), d);
    if (found.size() >= MANY) {
      throwIfAny();
    }
  }

  void addAll(Collection<Diagnostic> all) {
    all.forEach(this::add);
  }

  /**
   * @throws NndException with all of them in the order of the text, if there are any
   */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<String> files = found.values().stream().map(Problems::file).distinct().toList();
    List<Diagnostic> all = new ArrayList<>(found.values());
    all.sort(
        Comparator.comparing((Diagnostic d) -> files.indexOf(file(d)))
            .thenComparing(d -> d.location().map(Location::line).orElse(0))
            .thenComparing(d -> d.location().map(Location::column).orElse(0)));
    throw new NndException(all);
  }

  private static String file(Diagnostic d) {
    return d.location().map(Location::file).orElse("");
  }
}
