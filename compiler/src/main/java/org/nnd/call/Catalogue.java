package org.nnd.call;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entries by their names, in the order in which the reference lists them. */
public final class Catalogue<T> {
  private final Map<String, Entry<? extends T>> entries = new LinkedHashMap<>();

  /** A catalogue of the entries given. */
  public Catalogue(List<? extends Entry<? extends T>> entries) {
    for (Entry<? extends T> e : entries) {
      if (this.entries.put(e.name(), e) != null) {
        throw new IllegalArgumentException("two entries are called " + e.name());
      }
    }
  }

  /** The entries of two; what a name means in this one counts. */
  public Catalogue<T> or(Catalogue<T> other) {
    Map<String, Entry<? extends T>> all = new LinkedHashMap<>(entries);
    other.entries.forEach(all::putIfAbsent);
    return new Catalogue<>(List.copyOf(all.values()));
  }

  /** The entry of a name. */
  public Optional<Entry<? extends T>> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** All entries. */
  public List<Entry<? extends T>> all() {
    return List.copyOf(entries.values());
  }

  /** All names. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** Every bare word that an argument of an entry knows. */
  public Set<String> words() {
    Set<String> words = new LinkedHashSet<>();
    entries.values().forEach(e -> e.arguments().forEach(a -> words.addAll(a.type().words())));
    return words;
  }
}
