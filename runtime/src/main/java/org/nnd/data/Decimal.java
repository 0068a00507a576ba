package org.nnd.data;

/** A number as people and tables write it: {@code 3}, {@code -0.5}, {@code 1e-3}. */
final class Decimal {
  private Decimal() {}

  /**
   * The number, or NaN if the text is none. Hexadecimal numbers, {@code NaN}, {@code Infinity} and
   * the suffixes {@code f} and {@code d}, which Java reads too, are none.
   */
  static double parse(String text) {
    if (text.isEmpty() || text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
      return Double.NaN;
    }
    char last = text.charAt(text.length() - 1);
    if (last != '.' && (last < '0' || last > '9')) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
