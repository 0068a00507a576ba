package org.nnd.ir;

import java.util.Locale;

/** What a value is where it is no tensor but holds some: they only pass through a graph. */
public enum Holder {
  SEQUENCE,
  OPTIONAL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
