package org.nnd.text;

import java.util.function.Function;

/** Tokens as numbers from 0, and back. */
public sealed interface Encoding permits Vocabulary, BytePairs {

  /** How many different tokens there are. */
  int size();

  /** What makes tokens of texts, for many of them. */
  Function<String, int[]> encoder();

  /** The tokens of a text. */
  default int[] encode(String text) {
    return encoder().apply(text);
  }

  /** The text of tokens. */
  String decode(int[] tokens);
}
