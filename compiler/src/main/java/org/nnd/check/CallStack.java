package org.nnd.check;

import java.util.ArrayList;
import java.util.List;
import org.nnd.source.Diagnostic;
import org.nnd.source.Span;

/**
 * The calls of blocks that led to a body, the innermost last; none led to a model that is compiled.
 */
record CallStack(List<Span> calls) {
  /** Blocks that use blocks this deep use themselves. */
  static final int DEEP = 200;

  /** As many calls as help to find a mistake. */
  private static final int TOLD = 3;

  /** That of a model. */
  static final CallStack EMPTY = new CallStack(List.of());

  CallStack {
    calls = List.copyOf(calls);
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  boolean isFull() {
    return calls.size() >= DEEP;
  }

  /** With one more call. */
  CallStack with(Span call) {
    List<Span> more = new ArrayList<>(calls);
    more.add(call);
    return new CallStack(more);
  }

  /** What is wrong in the body, with notes that lead back to the calls. */
  Diagnostic noted(Diagnostic d) {
    Diagnostic noted = d;
    for (int i = calls.size() - 1; i >= Math.max(0, calls.size() - TOLD); i--) {
      Span s = calls.get(i);
      noted =
          noted.note("in " + brief(s) + ", used on line " + s.line() + " of " + s.source().name());
    }
    return noted;
  }

  /** The words of a text where they are few. */
  static String brief(Span s) {
    String words = s.text();
    return words.length() <= 40 && !words.contains("\n") ? words : "a block";
  }
}
