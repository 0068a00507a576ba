package org.nnd.diagram;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Units as a tree of blocks, by their paths. */
final class Blocks {
  private Blocks() {}

  /** The outermost parts, in order. */
  static List<Part> of(List<Unit> units) {
    return parts(units, 0);
  }

  /** Neighbours under the same block are its parts; where a unit comes again, it begins anew. */
  private static List<Part> parts(List<Unit> units, int depth) {
    Set<String> words = new HashSet<>();
    units.stream()
        .filter(u -> u.path().size() > depth)
        .forEach(u -> words.add(u.path().get(depth)));
    List<Part> parts = new ArrayList<>();
    for (int from = 0, to; from < units.size(); from = to) {
      List<String> path = units.get(from).path();
      to = from + 1;
      if (path.size() <= depth + 1) {
        parts.add(new Part.Single(units.get(from)));
        continue;
      }
      List<String> block = path.subList(0, depth + 1);
      Set<List<String>> met = new HashSet<>(Set.of(path));
      while (to < units.size() && inside(units.get(to), block) && met.add(units.get(to).path())) {
        to++;
      }
      parts.add(
          new Part.Block(
              String.join("/", block),
              title(path.get(depth), words),
              parts(units.subList(from, to), depth + 1)));
    }
    return parts;
  }

  private static boolean inside(Unit unit, List<String> block) {
    return unit.path().size() > block.size() && unit.path().subList(0, block.size()).equals(block);
  }

  /** A second residual is called residual_2. */
  private static String title(String word, Set<String> words) {
    String plain = plain(word);
    return words.stream().filter(w -> plain(w).equals(plain)).count() > 1 ? plain : word;
  }

  /** A word without the number that tells it from others. */
  static String plain(String word) {
    return word.replaceFirst("(@\\d+)?$", "").replaceFirst("(_\\d+)+$", "");
  }
}
