package org.nnd.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.nnd.grammar.NndLexer;
import org.nnd.source.Source;
import org.nnd.source.Span;

/** A text cut into tokens, and where each of them stands. */
final class Tokens {
  private final Source source;
  private final CommonTokenStream stream;

  /** ANTLR counts code points, a span counts characters; they differ behind a rare sign. */
  private final int[] offsets;

  Tokens(Source source) {
    this.source = source;
    NndLexer lexer = new NndLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    this.stream = new CommonTokenStream(lexer);
    stream.fill();
    int points = source.text().codePointCount(0, source.text().length());
    this.offsets = new int[points + 1];
    for (int i = 0, at = 0; i < points; i++) {
      offsets[i] = at;
      at += Character.charCount(source.text().codePointAt(at));
    }
    offsets[points] = source.text().length();
  }

  /** All of them, as the parser reads them. */
  CommonTokenStream stream() {
    return stream;
  }

  /** Those that mean something, up to the end of the file. */
  List<Token> visible() {
    List<Token> visible = new ArrayList<>(stream.getTokens());
    visible.removeIf(t -> t.getChannel() != Token.DEFAULT_CHANNEL);
    return visible;
  }

  Span span(ParserRuleContext rule) {
    return span(rule.getStart(), rule.getStop());
  }

  Span span(Token token) {
    return span(token, token);
  }

  /** From the first token to the last; the end of the file is the place behind the last word. */
  private Span span(Token first, Token last) {
    if (first.getType() == Token.EOF) {
      int end = 0;
      for (Token t : visible()) {
        end = t == first ? end : offsets[t.getStopIndex() + 1];
      }
      return new Span(source, end, end);
    }
    return new Span(source, offsets[first.getStartIndex()], offsets[last.getStopIndex() + 1]);
  }

  /** Whether only spaces stand before a token on its line. */
  boolean startsLine(Token token) {
    int start = offsets[token.getStartIndex()];
    return source.text().substring(start + 1 - source.column(start), start).isBlank();
  }

  /** The {@code ///} lines above an item; a blank line ends them, a plain comment does not. */
  String doc(ParserRuleContext item) {
    Deque<String> lines = new ArrayDeque<>();
    for (int i = item.getStart().getTokenIndex() - 1; i >= 0; i--) {
      Token t = stream.get(i);
      boolean blankLine = t.getType() == NndLexer.SPACE && lineEnds(t) > 1;
      if (t.getChannel() == Token.DEFAULT_CHANNEL || blankLine) {
        break;
      }
      if (t.getType() == NndLexer.DOC && startsLine(t)) {
        lines.push(t.getText().substring(3).strip());
      }
    }
    return String.join("\n", lines);
  }

  private static long lineEnds(Token space) {
    return space.getText().chars().filter(c -> c == '\n').count();
  }
}
