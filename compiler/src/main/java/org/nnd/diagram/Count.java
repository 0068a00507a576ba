package org.nnd.diagram;

import java.util.Locale;

/** Numbers of things in words. */
final class Count {
  private Count() {}

  /** {@code 1 layer}, {@code 1,024 parameters}. */
  static String of(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
