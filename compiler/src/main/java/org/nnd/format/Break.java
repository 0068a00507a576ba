package org.nnd.format;

/**
 * A line that starts with a word.
 *
 * @param indent where the word starts
 * @param comments where comments in front of it start
 * @param blank whether a blank line may stand before the line, and before the comments
 * @param closes whether the word is a closing bracket
 */
record Break(int indent, int comments, Blank blank, boolean closes) {

  /** What becomes of blank lines. */
  enum Blank {
    NONE,
    AT_MOST_ONE,
    ONE
  }

  static Break at(int indent, Blank blank) {
    return new Break(indent, indent, blank, false);
  }

  /** Before a closing bracket; comments in front of it belong to what it closes. */
  static Break closing(int indent, int inside) {
    return new Break(indent, inside, Blank.AT_MOST_ONE, true);
  }
}
