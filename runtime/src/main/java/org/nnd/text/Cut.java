package org.nnd.text;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a text is cut. */
public enum Cut {
  /** Unicode's code points. */
  CHARACTERS {
    @Override
    void spans(String text, Span each) {
      int end;
      for (int at = 0; at < text.length(); at = end) {
        end = text.offsetByCodePoints(at, 1);
        if (!each.next(at, end)) {
          return;
        }
      }
    }
  },

  /** Words with their apostrophes, numbers, and each other sign by itself; spaces are none. */
  WORDS {
    @Override
    void spans(String text, Span each) {
      Matcher word = WORD.matcher(text);
      while (word.find() && each.next(word.start(), word.end())) {
        // the next one
      }
    }
  };

  private static final Pattern WORD =
      Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}'’]*|\\p{N}+|[^\\s\\p{L}\\p{N}]");

  /** Takes a token's place in the text; says whether to go on. */
  @FunctionalInterface
  interface Span {
    boolean next(int start, int end);
  }

  /** Goes through the tokens of a text. */
  abstract void spans(String text, Span each);

  /** Hands over every token. */
  void forEach(String text, Consumer<String> use) {
    spans(
        text,
        (start, end) -> {
          use.accept(text.substring(start, end));
          return true;
        });
  }

  /** The number of tokens. */
  public int count(String text) {
    int[] count = {0};
    spans(
        text,
        (start, end) -> {
          count[0]++;
          return true;
        });
    return count[0];
  }

  /** The first tokens of a text, and what is between them. */
  public String first(String text, int tokens) {
    if (tokens == 0) {
      return "";
    }
    int[] left = {tokens};
    int[] to = {0};
    spans(
        text,
        (start, end) -> {
          to[0] = end;
          return --left[0] > 0;
        });
    return left[0] > 0 ? text : text.substring(0, to[0]);
  }
}
