package org.nnd.source;

/**
 * A stretch of a source text.
 *
 * @param source the text
 * @param start offset of the first character
 * @param end offset behind the last character
 */
public record Span(Source source, int start, int end) {

  /** The stretch from the start of this one to the end of another in the same text. */
  public Span to(Span last) {
    return new Span(source, start, last.end);
  }

  /** The words themselves. */
  public String text() {
    return source.text().substring(start, end);
  }

  /** The line on which the stretch starts, from 1. */
  public int line() {
    return source.line(start);
  }

  /** The same place in lines and columns. */
  public Location location() {
    int last = Math.max(start, end - 1);
    return new Location(
        source.name(),
        source.line(start),
        source.column(start),
        source.line(last),
        source.column(last) + Math.min(1, end - start),
        source.lineText(start));
  }
}
