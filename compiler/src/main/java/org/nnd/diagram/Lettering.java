package org.nnd.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How wide texts are, about: by the letters of common sans-serif fonts, so that no font of the
 * machine is asked and pictures are the same everywhere.
 */
final class Lettering {
  private static final String NARROW = "ijl.,:;|!'`()[]{} ftrI/-";
  private static final String WIDE = "mwMW@%×→";

  private static final Pattern BEHIND_COMMAS = Pattern.compile("(?<=, )");

  private Lettering() {}

  /** The width of a text in a font of a size. */
  static double width(String text, double size) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      width +=
          NARROW.indexOf(c) >= 0
              ? 0.36
              : WIDE.indexOf(c) >= 0
                  ? 0.86
                  : Character.isUpperCase(c) ? 0.68 : c > 0x2e80 ? 1 : 0.58;
    }
    return Math.ceil(width * size);
  }

  /** The same in bold letters. */
  static double bold(String text, double size) {
    return Math.ceil(1.12 * width(text, size));
  }

  /** The words of a text in lines, broken behind commas, none longer than so wide if possible. */
  static List<String> lines(String text, double size, double most) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : BEHIND_COMMAS.split(text, -1)) {
      if (line.length() > 0 && width(line + word, size) > most) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString().strip());
    }
    return lines;
  }

  /** A text that is no wider, its end cut off if it must be. */
  static String cut(String text, double size, double most) {
    if (width(text, size) <= most) {
      return text;
    }
    int end = text.length();
    while (end > 1 && width(text.substring(0, end) + "…", size) > most) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
