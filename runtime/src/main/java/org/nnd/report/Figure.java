package org.nnd.report;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figure {
  private Figure() {}

  /** At most eight characters, however large or small; -0.0 is 0. */
  public static String text(double x) {
    double size = Math.abs(x);
    boolean extreme = size >= 1e6 || (size > 0 && size < 1e-3);
    return String.format(Locale.ROOT, extreme ? "%.2e" : size < 1e3 ? "%.4f" : "%.1f", x + 0.0);
  }

  /** A whole number, its thousands apart. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
