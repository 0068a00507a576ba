package org.nnd.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nnd.grammar.NndParser;

/**
 * A pipeline in lines: those that the author made, where one is too long each of its steps.
 *
 * <p>Neighbouring lines that name the same layers one behind the other are a table:
 *
 * <pre>
 * -> conv(6, kernel=5, padding=2) -> relu -> max_pool(2)
 * -> conv(16, kernel=5)           -> relu -> max_pool(2)
 * </pre>
 */
final class Pipeline {

  /**
   * A line.
   *
   * @param arrow that it starts with; null on the line that the whole pipeline starts on
   * @param steps what stands on it
   * @param arrows between the steps
   */
  record Line(Token arrow, List<NndParser.ExpressionContext> steps, List<Token> arrows) {
    Token first() {
      return arrow != null ? arrow : steps.get(0).getStart();
    }

    Token last() {
      return steps.get(steps.size() - 1).getStop();
    }

    /** Its first layers by name; empty if one has none. */
    String names(int count) {
      StringBuilder names = new StringBuilder();
      for (NndParser.ExpressionContext step : steps.subList(0, count)) {
        NndParser.ExpressionContext callee =
            step instanceof NndParser.CallExpressionContext c ? c.expression() : step;
        if (callee.getStart() != callee.getStop()) {
          return "";
        }
        names.append(callee.getText()).append(' ');
      }
      return names.toString();
    }
  }

  private final Page page;
  private final int indent;
  private final int width;
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param indent of the lines behind the first
   * @param width of a line, without what must fit behind the pipeline
   */
  Pipeline(Page page, NndParser.PipeExpressionContext whole, int indent, int width) {
    this.page = page;
    this.indent = indent;
    this.width = width;
    Deque<NndParser.PipeExpressionContext> pipes = new ArrayDeque<>(List.of(whole));
    while (pipes.getFirst().expression(0) instanceof NndParser.PipeExpressionContext left) {
      pipes.addFirst(left);
    }
    Line line = new Line(null, new ArrayList<>(), new ArrayList<>());
    line.steps.add(pipes.getFirst().expression(0));
    for (NndParser.PipeExpressionContext pipe : pipes) {
      Token arrow = ((TerminalNode) pipe.getChild(1)).getSymbol();
      if (page.isKept(arrow)) {
        add(line);
        line = new Line(arrow, new ArrayList<>(), new ArrayList<>());
      } else {
        line.arrows.add(arrow);
      }
      line.steps.add(pipe.expression(1));
    }
    add(line);
    table();
  }

  List<Line> lines() {
    return lines;
  }

  private void add(Line line) {
    int column = line.arrow == null ? page.column(line.first()) : indent;
    if (page.fits(line.first(), line.last(), width - column)
        || !page.isFlat(line.first(), line.last())) {
      lines.add(line);
      return;
    }
    for (int i = 0; i < line.steps.size(); i++) {
      Token arrow = i == 0 ? line.arrow : line.arrows.get(i - 1);
      lines.add(new Line(arrow, List.of(line.steps.get(i)), List.of()));
    }
  }

  /** Puts the arrows of neighbours in columns, from the left to the right. */
  private void table() {
    int columns = lines.stream().mapToInt(l -> l.arrows.size()).max().orElse(0);
    for (int c = 0; c < columns; c++) {
      for (int from = 1, to; from < lines.size(); from = to) {
        to = from + 1;
        while (to < lines.size() && alike(lines.get(from), lines.get(to), c + 2)) {
          to++;
        }
        align(lines.subList(from, to), c);
      }
    }
    if (lines.stream().anyMatch(this::isTooLong)) {
      lines.forEach(l -> l.arrows.forEach(a -> page.spaces(a, 1)));
    }
  }

  private boolean alike(Line a, Line b, int steps) {
    return inTable(a, steps)
        && inTable(b, steps)
        && !a.names(steps).isEmpty()
        && a.names(steps).equals(b.names(steps));
  }

  private boolean inTable(Line line, int steps) {
    return line.steps.size() >= steps
        && page.fits(line.first(), line.last(), width - indent)
        && !page.hasComments(line.arrow);
  }

  private void align(List<Line> run, int column) {
    if (run.size() > 1) {
      int widest = run.stream().mapToInt(l -> before(l, column)).max().orElse(0);
      run.forEach(l -> page.spaces(l.arrows.get(column), widest - before(l, column) + 1));
    }
  }

  private int before(Line line, int column) {
    return page.width(line.first(), line.steps.get(column).getStop());
  }

  private boolean isTooLong(Line line) {
    return line.arrow != null
        && !line.arrows.isEmpty()
        && page.isFlat(line.first(), line.last())
        && !page.fits(line.first(), line.last(), width - indent);
  }
}
