package org.nnd.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nnd.format.Break.Blank;
import org.nnd.grammar.NndParser;

/**
 * Which words start a line.
 *
 * <p>What fits on the rest of its line stays there. Else the outer construct breaks before the
 * inner ones: a pipeline at its {@code ->}, an operation at its operators, brackets at their
 * elements.
 */
final class Layout {
  /** The longest line, where words allow. */
  static final int WIDTH = 110;

  private static final int STEP = 2;

  /** Operators that bind alike. */
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("*", "/", "%", "@"),
          Set.of("+", "-"),
          Set.of("==", "!=", "<", "<=", ">", ">="),
          Set.of("and"),
          Set.of("or"));

  private final Page page;

  Layout(Page page) {
    this.page = page;
  }

  void file(NndParser.FileContext file) {
    NndParser.ItemContext before = null;
    for (NndParser.ItemContext item : file.item()) {
      boolean together = isImport(before) && isImport(item);
      Blank blank = before == null || together ? Blank.AT_MOST_ONE : Blank.ONE;
      page.breakBefore(item.getStart(), Break.at(0, blank));
      item(item);
      before = item;
    }
    page.breakBefore(file.EOF().getSymbol(), Break.closing(0, 0));
  }

  private static boolean isImport(NndParser.ItemContext item) {
    return item instanceof NndParser.ImportItemContext;
  }

  private void item(NndParser.ItemContext item) {
    if (item instanceof NndParser.ModelItemContext m) {
      definition(m.parameters(), m.body());
    } else if (item instanceof NndParser.BlockItemContext b) {
      definition(b.parameters(), b.body());
    } else if (item instanceof NndParser.TrainItemContext t) {
      settings(t);
    }
  }

  private void definition(NndParser.ParametersContext parameters, NndParser.BodyContext body) {
    if (parameters != null) {
      brackets(
          parameters.getStart(), parameters.parameter(), parameters.getStop(), 0, " {".length());
    }
    body(body, 0);
  }

  // Statements.

  /** A body that the author put on one line stays there, if it fits. */
  private void body(NndParser.BodyContext body, int indent) {
    if (!staysOnOneLine(body.getStart(), body.getStop())) {
      lines(body, indent);
    }
  }

  private boolean staysOnOneLine(Token open, Token close) {
    return page.onOneLine(open, close) && fits(open, close, 0);
  }

  private void lines(NndParser.BodyContext body, int indent) {
    int inside = indent + STEP;
    for (NndParser.StatementContext s : body.statement()) {
      boolean first = s == body.statement(0);
      page.breakBefore(s.getStart(), Break.at(inside, first ? Blank.NONE : Blank.AT_MOST_ONE));
      statement(s, inside);
    }
    close(body.getStart(), body.getStop(), indent);
  }

  /** Ends a body; nothing in braces is {@code {}}. */
  private void close(Token open, Token close, int indent) {
    if (!page.isEmpty(open, close)) {
      page.breakBefore(close, Break.closing(indent, indent + STEP));
    }
  }

  private void statement(NndParser.StatementContext s, int indent) {
    if (s instanceof NndParser.InputStatementContext i && i.type() != null) {
      NndParser.TypeContext type = i.type();
      if (type.getChildCount() > 1) {
        brackets(word(type, 1), type.expression(), type.getStop(), indent, 0);
      }
    } else if (s instanceof NndParser.OutputStatementContext o) {
      expression(o.expression(), indent, 0);
    } else if (s instanceof NndParser.LayerStatementContext l) {
      expression(l.expression(), indent, 0);
    } else if (s instanceof NndParser.BindingStatementContext b) {
      expression(b.expression(), indent, 0);
    } else if (s instanceof NndParser.ForStatementContext f) {
      expression(f.expression(), indent, " {".length());
      body(f.body(), indent);
    } else if (s instanceof NndParser.IfStatementContext i
        && !staysOnOneLine(i.getStart(), i.getStop())) {
      conditional(i.conditional(), indent);
    }
  }

  private void conditional(NndParser.ConditionalContext c, int indent) {
    expression(c.expression(), indent, " {".length());
    for (NndParser.BodyContext body : c.body()) {
      lines(body, indent);
    }
    if (c.conditional() != null) {
      conditional(c.conditional(), indent);
    }
  }

  /** Settings; the values of those that have a line of their own stand in a column. */
  private void settings(NndParser.TrainItemContext train) {
    Token open = word(train, 2);
    if (staysOnOneLine(open, train.getStop())) {
      return;
    }
    List<List<NndParser.SettingContext>> lines = settingLines(train);
    alignSettings(lines);
    for (List<NndParser.SettingContext> line : lines) {
      boolean first = line == lines.get(0);
      page.breakBefore(
          line.get(0).getStart(), Break.at(STEP, first ? Blank.NONE : Blank.AT_MOST_ONE));
      line.forEach(s -> expression(s.expression(), STEP, 0));
    }
    close(open, train.getStop(), 0);
  }

  private List<List<NndParser.SettingContext>> settingLines(NndParser.TrainItemContext train) {
    List<List<NndParser.SettingContext>> lines = new ArrayList<>();
    for (NndParser.SettingContext s : train.setting()) {
      if (lines.isEmpty() || page.startsLine(s.getStart())) {
        lines.add(new ArrayList<>());
      }
      lines.get(lines.size() - 1).add(s);
    }
    List<List<NndParser.SettingContext>> fitting = new ArrayList<>();
    for (List<NndParser.SettingContext> line : lines) {
      Token from = line.get(0).getStart();
      Token to = line.get(line.size() - 1).getStop();
      if (page.fits(from, to, WIDTH - STEP)) {
        fitting.add(line);
      } else {
        line.forEach(s -> fitting.add(List.of(s)));
      }
    }
    return fitting;
  }

  private void alignSettings(List<List<NndParser.SettingContext>> lines) {
    List<NndParser.SettingContext> column = new ArrayList<>();
    for (List<NndParser.SettingContext> line : lines) {
      if (page.followsBlank(line.get(0).getStart())) {
        align(column);
        column.clear();
      }
      if (line.size() == 1) {
        column.add(line.get(0));
      }
    }
    align(column);
  }

  private void align(List<NndParser.SettingContext> column) {
    int widest = column.stream().mapToInt(s -> s.NAME().getText().length()).max().orElse(0);
    for (NndParser.SettingContext s : column) {
      page.spaces(s.expression().getStart(), widest - s.NAME().getText().length() + 1);
    }
  }

  // Expressions.

  /** Whether words can stand on the rest of their line, with so many columns behind them. */
  private boolean fits(Token from, Token to, int behind) {
    return page.fits(from, to, WIDTH - behind - page.column(from));
  }

  /**
   * Breaks an expression if it doesn't fit.
   *
   * @param indent of the line that it starts on
   * @param behind columns that the line needs behind it
   */
  private void expression(NndParser.ExpressionContext e, int indent, int behind) {
    if (fits(e.getStart(), e.getStop(), behind)) {
      return;
    }
    if (e instanceof NndParser.PipeExpressionContext p) {
      pipeline(p, indent, behind);
    } else if (e instanceof NndParser.BinaryExpressionContext b) {
      operation(b, indent, behind);
    } else if (e instanceof NndParser.UnaryExpressionContext u) {
      expression(u.expression(), indent, behind);
    } else if (e instanceof NndParser.PrimaryExpressionContext p) {
      primary(p.primary(), indent, behind);
    } else {
      postfix(e, indent, behind);
    }
  }

  /** How many columns stand behind a word up to the end of what it belongs to, if it fits. */
  private int rest(Token from, Token to, int behind) {
    return page.fits(from, to, WIDTH) ? page.width(from, to) - page.width(from, from) + behind : 0;
  }

  private void pipeline(NndParser.PipeExpressionContext e, int indent, int behind) {
    Pipeline pipeline = new Pipeline(page, e, indent + STEP, WIDTH - behind);
    for (Pipeline.Line line : pipeline.lines()) {
      boolean first = line.arrow() == null;
      if (!first) {
        page.breakBefore(line.arrow(), Break.at(indent + STEP, Blank.AT_MOST_ONE));
      }
      int tail = line.last() == e.getStop() ? behind : 0;
      for (NndParser.ExpressionContext step : line.steps()) {
        int inside = first ? indent : indent + STEP;
        expression(step, inside, rest(step.getStop(), line.last(), tail));
      }
    }
  }

  /** Neighbours that bind alike; they break together, unless one of them can't stand on a line. */
  private void operation(NndParser.BinaryExpressionContext e, int indent, int behind) {
    Deque<NndParser.BinaryExpressionContext> chain = new ArrayDeque<>(List.of(e));
    while (chain.peek().expression(0) instanceof NndParser.BinaryExpressionContext left
        && bindAlike(left, e)) {
      chain.push(left);
    }
    boolean flat = page.isFlat(e.getStart(), e.getStop());
    NndParser.ExpressionContext first = chain.peek().expression(0);
    expression(first, indent, flat ? 0 : rest(first.getStop(), e.getStop(), behind));
    for (NndParser.BinaryExpressionContext b : chain) {
      if (flat) {
        page.breakBefore(b.op, Break.at(indent + STEP, Blank.NONE));
      }
      int tail = b == e ? behind : flat ? 0 : rest(b.getStop(), e.getStop(), behind);
      expression(b.expression(1), flat ? indent + STEP : indent, tail);
    }
  }

  private static boolean bindAlike(
      NndParser.BinaryExpressionContext a, NndParser.BinaryExpressionContext b) {
    return LEVELS.stream().anyMatch(l -> l.contains(a.op.getText()) && l.contains(b.op.getText()));
  }

  /** Fields, indices and calls, one behind the other. */
  private void postfix(NndParser.ExpressionContext e, int indent, int behind) {
    Deque<NndParser.ExpressionContext> chain = new ArrayDeque<>();
    NndParser.ExpressionContext first = e;
    while (!(first instanceof NndParser.PrimaryExpressionContext)) {
      chain.push(first);
      first = (NndParser.ExpressionContext) first.getChild(0);
    }
    expression(first, indent, rest(first.getStop(), e.getStop(), behind));
    for (NndParser.ExpressionContext next : chain) {
      int tail = rest(next.getStop(), e.getStop(), behind);
      if (next instanceof NndParser.CallExpressionContext c) {
        brackets(word(c, 1), c.argument(), c.getStop(), indent, tail);
      } else if (next instanceof NndParser.IndexExpressionContext i) {
        for (NndParser.SubscriptContext subscript : i.subscript()) {
          for (NndParser.ExpressionContext bound :
              subscript.getRuleContexts(NndParser.ExpressionContext.class)) {
            expression(bound, indent, tail + 1);
          }
        }
      }
    }
  }

  private void primary(NndParser.PrimaryContext p, int indent, int behind) {
    if (p instanceof NndParser.ListPrimaryContext l) {
      brackets(l.getStart(), l.expression(), l.getStop(), indent, behind);
    } else if (p instanceof NndParser.GroupPrimaryContext g && g.expression().size() == 1) {
      expression(g.expression(0), indent, behind + 1);
    } else if (p instanceof NndParser.GroupPrimaryContext g) {
      branches(g);
    } else if (p instanceof NndParser.ChoicePrimaryContext c) {
      choice(c.choice(), indent);
    }
  }

  /** Branches under each other, what divides them in the column of the bracket. */
  private void branches(NndParser.GroupPrimaryContext group) {
    int column = page.column(group.getStart());
    for (int i = 0; i < group.expression().size(); i++) {
      if (i > 0) {
        page.breakBefore(word(group, 2 * i), Break.at(column, Blank.NONE));
      }
      expression(group.expression(i), column + STEP, 0);
    }
    page.breakBefore(group.getStop(), Break.closing(column, column));
  }

  private void choice(NndParser.ChoiceContext c, int indent) {
    expression(c.expression(0), indent, " {".length());
    braces(c.expression(1), word(c, 4), indent);
    if (c.choice() != null) {
      choice(c.choice(), indent);
    } else {
      braces(c.expression(2), c.getStop(), indent);
    }
  }

  private void braces(NndParser.ExpressionContext value, Token close, int indent) {
    page.breakBefore(value.getStart(), Break.at(indent + STEP, Blank.NONE));
    expression(value, indent + STEP, 0);
    page.breakBefore(close, Break.closing(indent, indent + STEP));
  }

  /** Brackets around elements: plain words fill the lines, others have a line each. */
  private void brackets(
      Token open, List<? extends ParserRuleContext> elements, Token close, int indent, int behind) {
    if (fits(open, close, behind)) {
      return;
    }
    int inside = indent + STEP;
    boolean fill = page.isFlat(open, close) && elements.stream().allMatch(Layout::isPlain);
    for (int i = 0; i < elements.size(); i++) {
      ParserRuleContext element = elements.get(i);
      if (i == 0 || !fill || !fitsBehind(elements.get(i - 1), element)) {
        page.breakBefore(element.getStart(), Break.at(inside, Blank.NONE));
      }
      element(element, inside);
    }
    page.breakBefore(close, Break.closing(indent, inside));
  }

  /** Whether an element fits on the line of the one before, a comma behind both. */
  private boolean fitsBehind(ParserRuleContext before, ParserRuleContext element) {
    int width = page.width(before.getStart(), element.getStop());
    return page.column(before.getStart()) + width + 1 <= WIDTH;
  }

  private static boolean isPlain(ParserRuleContext element) {
    return element.getStart() == element.getStop();
  }

  private void element(ParserRuleContext element, int indent) {
    if (element instanceof NndParser.ArgumentContext a) {
      expression(a.expression(), indent, 1);
    } else if (element instanceof NndParser.ParameterContext p && p.expression() != null) {
      expression(p.expression(), indent, 1);
    } else if (element instanceof NndParser.ExpressionContext e) {
      expression(e, indent, 1);
    }
  }

  private static Token word(ParserRuleContext rule, int child) {
    return ((TerminalNode) rule.getChild(child)).getSymbol();
  }
}
