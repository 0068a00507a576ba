package org.nnd.data;

import java.util.List;
import java.util.stream.Collectors;

/** How messages quote a file, short and on one line, and how they count. */
final class Wording {
  private static final int LONGEST = 40;
  private static final int MOST = 12;

  private Wording() {}

  /** The text of a cell in quotes. */
  static String quoted(String text) {
    return "'" + shortened(text) + "'";
  }

  /** Names one after the other: {@code a, b, c}. */
  static String list(List<String> names) {
    String first =
        names.stream().limit(MOST).map(Wording::shortened).collect(Collectors.joining(", "));
    return names.size() > MOST ? first + ", ... (" + names.size() + " in all)" : first;
  }

  /** {@code 1 number}, {@code 2 numbers}, {@code 2 classes}. */
  static String count(long count, String noun) {
    String ending = noun.endsWith("s") ? "es" : "s";
    return count + " " + noun + (count == 1 ? "" : ending);
  }

  private static String shortened(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return start.replaceAll("\\p{Cntrl}", " ");
  }
}
