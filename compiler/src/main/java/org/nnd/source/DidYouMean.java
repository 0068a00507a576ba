package org.nnd.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The name that {@link OtherNames other frameworks} have another word for; else the nearest known
 * one by optimal string alignment distance, if a third or one is all it takes.
 */
public final class DidYouMean {
  private DidYouMean() {}

  /** The candidate that a mistyped name most likely stands for. */
  public static Optional<String> of(String name, Collection<String> candidates) {
    Optional<String> elsewhere = OtherNames.of(name).filter(candidates::contains);
    return elsewhere.or(() -> nearest(name, candidates));
  }

  private static Optional<String> nearest(String name, Collection<String> candidates) {
    int near = Math.min(Math.max(1, name.length() / 3), name.length() - 1);
    return candidates.stream()
        .filter(c -> !c.equals(name) && Math.abs(c.length() - name.length()) <= near)
        .map(c -> new Candidate(c, distance(lower(name), lower(c))))
        .filter(c -> c.distance <= near)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  private record Candidate(String name, int distance) {}

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Insertions, deletions, substitutions and swaps of neighbours that turn a into b. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
