package org.nnd.syntax;

import org.nnd.source.Span;

/** A word and where it stands. */
public record Name(String text, Span span) {
  @Override
  public String toString() {
    return text;
  }
}
