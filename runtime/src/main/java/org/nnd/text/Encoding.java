package org.nnd.text;

import java.util.List;
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

  /** What stands between two tokens in a text. */
  default String between() {
    return "";
  }

  /** The parts of a text that have no number of their own, each once. */
  default List<String> unknown(String text) {
    return List.of();
  }

  /** Whether a number stands for a piece of text, rather than for what is missing or unknown. */
  default boolean isText(int token) {
    return true;
  }
}
