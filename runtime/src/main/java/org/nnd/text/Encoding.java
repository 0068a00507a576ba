package org.nnd.text;

/** Tokens as numbers from 0, and back. */
public sealed interface Encoding permits Vocabulary, BytePairs {

  /** How many different tokens there are. */
  int size();

  /** The tokens of a text. */
  int[] encode(String text);

  /** The text of tokens. */
  String decode(int[] tokens);
}
