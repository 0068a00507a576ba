package org.nnd.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nnd.grammar.NndParser;

/** Spaces between words on one line, and which line ends of the author's stay. */
final class Spacing {
  private static final Set<String> CLOSE_BEFORE = Set.of(")", "]", ",", ":", ".");
  private static final Set<String> CLOSE_BEHIND = Set.of("(", "[", ".");

  private final Page page;

  private Spacing(Page page) {
    this.page = page;
  }

  /** Decides about every word. */
  static void of(Page page, NndParser.FileContext file) {
    Spacing spacing = new Spacing(page);
    spacing.words(page.words());
    Deque<ParseTree> open = new ArrayDeque<>(List.of(file));
    while (!open.isEmpty()) {
      ParseTree tree = open.pop();
      if (tree instanceof ParserRuleContext rule) {
        spacing.rule(rule);
      }
      for (int i = 0; i < tree.getChildCount(); i++) {
        open.push(tree.getChild(i));
      }
    }
  }

  /** What holds wherever a word stands. */
  private void words(List<Token> words) {
    for (int i = 1; i < words.size(); i++) {
      String before = words.get(i - 1).getText();
      String word = words.get(i).getText();
      boolean empty = before.equals("{") && word.equals("}");
      boolean close = CLOSE_BEHIND.contains(before) || CLOSE_BEFORE.contains(word) || empty;
      page.spaces(words.get(i), close ? 0 : 1);
      if (before.equals(",") && CLOSE_BEFORE.contains(word)) {
        page.keep(words.get(i));
      }
    }
  }

  /** What holds in a rule of the grammar. */
  private void rule(ParserRuleContext rule) {
    if (rule instanceof NndParser.BodyContext body) {
      apart(body.statement());
    } else if (rule instanceof NndParser.TrainItemContext train) {
      apart(train.setting());
    } else if (rule instanceof NndParser.ParametersContext) {
      page.spaces(rule.getStart(), 0);
    } else if (rule instanceof NndParser.CallExpressionContext
        || rule instanceof NndParser.IndexExpressionContext
        || (rule instanceof NndParser.TypeContext && rule.getChildCount() > 1)) {
      page.spaces(word(rule, 1), 0);
    } else if (rule instanceof NndParser.ArgumentContext a && a.NAME() != null) {
      argument(a);
    } else if (rule instanceof NndParser.UnaryExpressionContext u && u.op.getText().equals("-")) {
      page.spaces(u.expression().getStart(), 0);
    } else if (rule instanceof NndParser.PipeExpressionContext p) {
      keep(word(p, 1), p.expression(1).getStart());
    } else if (rule instanceof NndParser.GroupPrimaryContext g && g.expression().size() > 1) {
      page.spaces(g.expression(0).getStart(), 1);
      page.spaces(g.getStop(), 1);
      for (int i = 1; i < g.expression().size(); i++) {
        keep(word(g, 2 * i), g.expression(i).getStart());
      }
    } else if (rule instanceof NndParser.ChoiceContext c
        && !page.onOneLine(c.getStart(), c.getStop())) {
      page.keep(word(c, 2));
    }
  }

  private void apart(List<? extends ParserRuleContext> statements) {
    for (int i = 1; i < statements.size(); i++) {
      page.spaces(statements.get(i).getStart(), 2);
    }
  }

  /** {@code kernel=5}, but {@code stride = if ...}. */
  private void argument(NndParser.ArgumentContext a) {
    NndParser.ExpressionContext value = a.expression();
    boolean words =
        value instanceof NndParser.PipeExpressionContext
            || value instanceof NndParser.BinaryExpressionContext
            || (value instanceof NndParser.UnaryExpressionContext u && u.op.getText().equals("not"))
            || value.getStart().getText().equals("if");
    page.spaces(word(a, 1), words ? 1 : 0);
    page.spaces(value.getStart(), words ? 1 : 0);
  }

  /** Keeps a line end on either side of a word as one before it. */
  private void keep(Token word, Token next) {
    if (page.startsLine(word) || page.startsLine(next)) {
      page.keep(word);
    }
  }

  private static Token word(ParserRuleContext rule, int child) {
    return ((TerminalNode) rule.getChild(child)).getSymbol();
  }
}
