package org.nnd.source;

/**
 * A place in a file, as a person or an editor names it.
 *
 * @param file the file's name
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param endLine the line of the last character
 * @param endColumn the column behind the last character
 * @param text the line's text, empty when it is not known
 */
public record Location(String file, int line, int column, int endLine, int endColumn, String text) {

  /** A whole file. */
  public static Location file(String file) {
    return new Location(file, 0, 0, 0, 0, "");
  }

  /** A whole line of a file. */
  public static Location line(String file, int line) {
    return new Location(file, line, 0, line, 0, "");
  }
}
