package org.nnd.diagram;

import java.util.Locale;

/** What a box is, which its colour shows. */
public enum Tone {
  INPUT,
  OUTPUT,
  /** Has numbers of its own. */
  WEIGHTED,
  PLAIN,
  BLOCK,
  /** Computes gradients. */
  BACKWARD,
  /** Computes the next state. */
  UPDATE;

  /** Its name in the style sheet. */
  String style() {
    return name().toLowerCase(Locale.ROOT);
  }
}
