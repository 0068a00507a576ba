package org.nnd.layer;

import java.util.HashMap;
import java.util.Map;

/**
 * Where layers stand in the network: a path, and the names that are taken under it.
 *
 * <p>A shared block runs again at the same path with nothing taken, so that its layers find
 * themselves again.
 */
public final class Place {
  private final String path;
  private final Map<String, Integer> taken = new HashMap<>();

  /** A place of its own; the empty path is the network itself. */
  public Place(String path) {
    this.path = path;
  }

  /** A path under this one that no other layer has: {@code dense}, then {@code dense_2}. */
  public String next(String name) {
    int count = taken.merge(name, 1, Integer::sum);
    return count > 1 ? next(name + "_" + count) : under(name);
  }

  /** The path that would be the next one; it isn't taken. */
  public String free(String name) {
    int count = taken.getOrDefault(name, 0) + 1;
    return count > 1 ? free(name + "_" + count) : under(name);
  }

  private String under(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }
}
