package org.nnd.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that grows token by token: characters appear once all of their bytes are there.
 *
 * <p>Not for use by several threads.
 */
public final class Continuation {
  private static final String INCOMPLETE = "\uFFFD";

  private final Encoding encoding;
  private final List<Integer> waiting = new ArrayList<>();

  public Continuation(Encoding encoding) {
    this.encoding = encoding;
  }

  /** What a token adds to the text; nothing as long as a character isn't complete. */
  public String next(int token) {
    waiting.add(token);
    return decoded().endsWith(INCOMPLETE) ? "" : rest();
  }

  /** What waits for bytes that don't come. */
  public String rest() {
    String text = decoded();
    String between = waiting.isEmpty() ? "" : encoding.between();
    waiting.clear();
    return between + text;
  }

  private String decoded() {
    return encoding.decode(waiting.stream().mapToInt(Integer::intValue).toArray());
  }
}
