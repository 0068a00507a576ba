package org.nnd.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.BufferedTokenStream;
import org.antlr.v4.runtime.Token;
import org.nnd.grammar.NndLexer;

/**
 * The words of a text, written one behind the other with the space that was decided.
 *
 * <p>Comments stay between their words: behind a word on its line, or on lines of their own. What
 * is decided about a word must be decided before a later word is written.
 */
final class Page {

  /** A word or a comment, and how many line ends the author put before it. */
  private record Piece(Token token, int lineEnds) {
    String text() {
      String text = token.getText().replace("\r\n", "\n");
      return token.getType() == Token.EOF ? "" : isLineComment() ? text.stripTrailing() : text;
    }

    boolean isLineComment() {
      return token.getType() == NndLexer.LINE_COMMENT || token.getType() == NndLexer.DOC;
    }

    /** Whether it ends its line or goes over several. */
    boolean breaks() {
      return isLineComment() || text().indexOf('\n') >= 0;
    }

    boolean isOneOf(String... words) {
      return List.of(words).contains(token.getText());
    }
  }

  /** A written line; the comment behind its words finds its column when all are written. */
  private record Line(String code, String comment) {
    int indent() {
      return code.length() - code.stripLeading().length();
    }
  }

  private final List<Piece> words = new ArrayList<>();
  private final List<List<Piece>> comments = new ArrayList<>();
  private final int[] at;
  private final int[] spaces;
  private final boolean[] kept;
  private final Break[] breaks;

  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private String lineComment = "";
  private int column;
  private int indent;
  private int next;
  private boolean spaced;

  Page(BufferedTokenStream tokens) {
    this.at = new int[tokens.size()];
    List<Piece> between = new ArrayList<>();
    int lineEnds = 0;
    for (Token t : tokens.getTokens()) {
      if (t.getType() == NndLexer.SPACE) {
        lineEnds = (int) t.getText().chars().filter(c -> c == '\n').count();
        continue;
      }
      Piece piece = new Piece(t, lineEnds);
      lineEnds = 0;
      if (t.getChannel() != Token.DEFAULT_CHANNEL) {
        between.add(piece);
        continue;
      }
      at[t.getTokenIndex()] = words.size();
      words.add(piece);
      comments.add(List.copyOf(between));
      between.clear();
    }
    this.spaces = new int[words.size()];
    this.kept = new boolean[words.size()];
    this.breaks = new Break[words.size()];
  }

  // What the author did.

  /** The words, the end of the file too. */
  List<Token> words() {
    return words.stream().map(Piece::token).toList();
  }

  /** Whether a line ends somewhere between the word before and this one. */
  boolean startsLine(Token word) {
    int i = at(word);
    return words.get(i).lineEnds > 0
        || comments.get(i).stream().anyMatch(c -> c.lineEnds > 0 || c.breaks());
  }

  /** Whether a blank line stands somewhere between the word before and this one. */
  boolean followsBlank(Token word) {
    int i = at(word);
    return words.get(i).lineEnds > 1 || comments.get(i).stream().anyMatch(c -> c.lineEnds > 1);
  }

  /** Whether the words from one to another stand on one line. */
  boolean onOneLine(Token from, Token to) {
    return behind(from, to).noneMatch(i -> startsLine(words.get(i).token));
  }

  /** Whether nothing stands between two words. */
  boolean isEmpty(Token open, Token close) {
    return at(close) == at(open) + 1 && !hasComments(close);
  }

  /** Whether comments stand between the word before and this one. */
  boolean hasComments(Token word) {
    return !comments.get(at(word)).isEmpty();
  }

  // What is decided.

  /** So many spaces before a word, if it starts no line. */
  void spaces(Token word, int count) {
    spaces[at(word)] = count;
  }

  /** The line that starts before a word, or what follows from it, is the author's will. */
  void keep(Token word) {
    kept[at(word)] = true;
  }

  boolean isKept(Token word) {
    return kept[at(word)];
  }

  void breakBefore(Token word, Break line) {
    breaks[at(word)] = line;
  }

  // What follows.

  /** Whether the words from one to another can stand on one line. */
  boolean isFlat(Token from, Token to) {
    return behind(from, to).allMatch(this::isFlat);
  }

  private boolean isFlat(int i) {
    return !kept[i] && comments.get(i).stream().noneMatch(Piece::breaks);
  }

  /** How many columns the words from one to another take on one line. */
  int width(Token from, Token to) {
    return columns(words.get(at(from)).text()) + behind(from, to).map(this::width).sum();
  }

  private int width(int i) {
    return columns(gap(i)) + columns(words.get(i).text());
  }

  /** Whether the words from one to another can stand on one line of so many columns. */
  boolean fits(Token from, Token to, int columns) {
    int left = columns - columns(words.get(at(from)).text());
    for (int i = at(from) + 1; i <= at(to) && left >= 0; i++) {
      if (!isFlat(i)) {
        return false;
      }
      left -= width(i);
    }
    return left >= 0;
  }

  /** The column of a word, from 0. */
  int column(Token word) {
    writeTo(at(word));
    return column;
  }

  /** The whole text. */
  String text() {
    writeTo(words.size() - 1);
    if (!line.isEmpty()) {
      endLine();
    }
    StringBuilder out = new StringBuilder();
    for (int from = 0, to; from < lines.size(); from = to) {
      to = from + 1;
      while (to < lines.size() && sameColumn(lines.get(from), lines.get(to))) {
        to++;
      }
      List<Line> run = lines.subList(from, to);
      int widest = run.stream().mapToInt(l -> columns(l.code)).max().orElse(0);
      for (Line l : run) {
        String space = l.comment.isEmpty() ? "" : " ".repeat(widest - columns(l.code) + 2);
        out.append(l.code).append(space).append(l.comment).append('\n');
      }
    }
    return out.toString();
  }

  private static boolean sameColumn(Line a, Line b) {
    return !a.comment.isEmpty() && !b.comment.isEmpty() && a.indent() == b.indent();
  }

  private int at(Token word) {
    return at[word.getTokenIndex()];
  }

  private IntStream behind(Token from, Token to) {
    return IntStream.rangeClosed(at(from) + 1, at(to));
  }

  /** What stands before a word on one line: spaces, and comments that fit there. */
  private String gap(int i) {
    StringBuilder gap = new StringBuilder();
    for (Piece c : comments.get(i)) {
      gap.append(gap.isEmpty() ? beforeComment(i) : " ").append(c.text());
    }
    return gap.isEmpty() ? " ".repeat(spaces[i]) : gap.append(behindComment(i)).toString();
  }

  private String beforeComment(int i) {
    return i == 0 || words.get(i - 1).isOneOf("(", "[") ? "" : " ";
  }

  private String behindComment(int i) {
    boolean opened = i > 0 && words.get(i - 1).isOneOf("(", "[", "{");
    return spaces[i] > 0 || opened ? " " : "";
  }

  private void writeTo(int word) {
    while (next < word || !spaced) {
      if (spaced) {
        append(words.get(next).text());
        next++;
      }
      space(next);
      spaced = true;
    }
  }

  /** Writes what stands before a word: its comments, spaces or the start of a line. */
  private void space(int i) {
    Piece word = words.get(i);
    Break decided = breaks[i];
    if (decided == null && comments.get(i).stream().noneMatch(Piece::isLineComment)) {
      append(gap(i));
      return;
    }
    Break start = decided != null ? decided : Break.at(indent + 2, Break.Blank.NONE);
    boolean inFront = decided != null && !decided.closes() && !startsLine(word.token);
    boolean started = i == 0;
    boolean ended = false;
    for (Piece c : comments.get(i)) {
      boolean nextLine = c.lineEnds > 0 || (inFront && !started);
      if (ended || (decided != null && !isStart() && nextLine)) {
        startLine(start.comments(), isBlank(start, started, c));
        started = true;
      } else if (!line.isEmpty() && !c.isLineComment()) {
        append(started ? " " : beforeComment(i));
      }
      write(c);
      ended = c.isLineComment();
    }
    boolean behindComment = started && word.lineEnds == 0 && !start.closes();
    if (ended || (decided != null && !isStart() && !behindComment)) {
      startLine(start.indent(), !start.closes() && isBlank(start, started, word));
    } else {
      append(isStart() ? "" : decided != null ? " " : behindComment(i));
    }
    indent = decided != null ? decided.indent() : indent;
  }

  private boolean isStart() {
    return lines.isEmpty() && line.isEmpty() && lineComment.isEmpty();
  }

  private static boolean isBlank(Break start, boolean started, Piece piece) {
    return (started || start.blank() == Break.Blank.AT_MOST_ONE)
        ? piece.lineEnds > 1
        : start.blank() == Break.Blank.ONE;
  }

  private void write(Piece comment) {
    if (comment.isLineComment() && column > 0 && !line.toString().isBlank()) {
      lineComment = comment.text();
    } else {
      append(comment.text());
    }
  }

  private void append(String text) {
    line.append(text);
    column = text.indexOf('\n') < 0 ? column + columns(text) : columns(text);
  }

  private void startLine(int indent, boolean blank) {
    endLine();
    if (blank) {
      lines.add(new Line("", ""));
    }
    append(" ".repeat(indent));
  }

  private void endLine() {
    lines.add(new Line(line.toString(), lineComment));
    line.setLength(0);
    lineComment = "";
    column = 0;
  }

  /** Signs of the last line. */
  private static int columns(CharSequence text) {
    String all = text.toString();
    return (int) all.substring(all.lastIndexOf('\n') + 1).codePoints().count();
  }
}
