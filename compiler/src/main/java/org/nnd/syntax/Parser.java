package org.nnd.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nnd.grammar.NndLexer;
import org.nnd.grammar.NndParser;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.source.Span;

/** Text to tree; stops at the first syntax error. */
public final class Parser {
  private static final List<String> ITEMS = List.of("import", "model", "block", "train");

  /** How many rules of the grammar may stand inside each other; each takes some of the stack. */
  private static final int DEEPEST = 1000;

  private final Source source;
  private final CommonTokenStream tokens;

  /** ANTLR counts code points, a span counts characters; they differ behind a rare sign. */
  private final int[] offsets;

  private Parser(Source source) {
    this.source = source;
    NndLexer lexer = new NndLexer(CharStreams.fromString(source.text(), source.name()));
    lexer.removeErrorListeners();
    this.tokens = new CommonTokenStream(lexer);
    int points = source.text().codePointCount(0, source.text().length());
    this.offsets = new int[points + 1];
    for (int i = 0, at = 0; i < points; i++) {
      offsets[i] = at;
      at += Character.charCount(source.text().codePointAt(at));
    }
    offsets[points] = source.text().length();
  }

  /**
   * Parses a file.
   *
   * @throws NndException at the first syntax error (NND0101 to NND0108)
   */
  public static File parse(Source source) {
    return new Parser(source).file();
  }

  private File file() {
    NndParser parser = new NndParser(tokens);
    parser.removeErrorListeners();
    parser.addErrorListener(new Listener());
    parser.addParseListener(new Depth(parser));
    List<Item> items = new ArrayList<>();
    parser.file().item().forEach(i -> items.add(item(i)));
    return new File(source, items);
  }

  /** The first error ends the parse: what follows it would be guesswork. */
  private final class Listener extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      throw new NndException(explain((NndParser) recognizer, (Token) symbol));
    }
  }

  /** Ends the parse before the stack does. */
  private final class Depth implements ParseTreeListener {
    private final NndParser parser;
    private int depth;

    Depth(NndParser parser) {
      this.parser = parser;
    }

    @Override
    public void enterEveryRule(ParserRuleContext rule) {
      if (++depth > DEEPEST) {
        Token token = parser.getCurrentToken();
        throw new NndException(
            Diagnostic.of("NND0107", span(token, token), "this is nested too deeply")
                .help("give names to the inner parts"));
      }
    }

    @Override
    public void exitEveryRule(ParserRuleContext rule) {
      depth--;
    }

    @Override
    public void visitTerminal(TerminalNode node) {}

    @Override
    public void visitErrorNode(ErrorNode node) {}
  }

  private Diagnostic explain(NndParser parser, Token token) {
    String text = token.getText();
    Span span = span(token, token);
    if (token.getType() == NndLexer.STRAY) {
      if (text.equals("\"")) {
        return Diagnostic.of("NND0102", span, "this text has no closing quote on its line")
            .help("end it with \"");
      }
      return Diagnostic.of("NND0103", span, "the sign '" + text + "' means nothing here");
    }
    if (parser.getContext() instanceof NndParser.FileContext
        || parser.getContext() instanceof NndParser.ItemContext) {
      Optional<String> near = DidYouMean.of(text, ITEMS);
      Diagnostic found =
          Diagnostic.of(
              "NND0101",
              span,
              "expected import, model, block or train, but found " + described(token));
      return found.help(near.map(n -> "did you mean " + n + "?"));
    }
    if (token.getType() == Token.EOF) {
      Diagnostic found =
          Diagnostic.of("NND0104", span, "the file ends in the middle of " + construct(parser));
      return unclosed().map(o -> found.note(o).help("close it")).orElse(found);
    }
    Diagnostic found =
        Diagnostic.of(
            "NND0101",
            span,
            described(token) + " can't stand here, in the middle of " + construct(parser));
    List<String> expected =
        parser.getExpectedTokens().toList().stream()
            .map(t -> NndParser.VOCABULARY.getDisplayName(t))
            .map(Parser::readable)
            .distinct()
            .toList();
    if (!expected.isEmpty() && expected.size() <= 4) {
      return found.help("expected " + String.join(" or ", expected));
    }
    return found;
  }

  private static String readable(String displayName) {
    return switch (displayName) {
      case "NAME" -> "a name";
      case "INT", "FLOAT" -> "a number";
      case "STRING" -> "a text in quotes";
      default -> displayName;
    };
  }

  private static String described(Token token) {
    return token.getType() == Token.EOF ? "the end of the file" : "'" + token.getText() + "'";
  }

  private static String construct(NndParser parser) {
    for (ParserRuleContext at = parser.getContext(); at != null; at = at.getParent()) {
      String name =
          switch (at.getRuleIndex()) {
            case NndParser.RULE_parameters, NndParser.RULE_parameter -> "a list of parameters";
            case NndParser.RULE_type -> "a type";
            case NndParser.RULE_setting -> "a train section";
            case NndParser.RULE_argument -> "the arguments of a call";
            case NndParser.RULE_expression, NndParser.RULE_primary -> "an expression";
            case NndParser.RULE_statement, NndParser.RULE_conditional -> "a statement";
            case NndParser.RULE_body -> "a body";
            case NndParser.RULE_item ->
                "a " + at.getStart().getText().toLowerCase(Locale.ROOT) + " section";
            default -> null;
          };
      if (name != null) {
        return name;
      }
    }
    return "the file";
  }

  /** The innermost bracket that was opened and not closed. */
  private Optional<String> unclosed() {
    List<Token> open = new ArrayList<>();
    for (Token t : tokens.getTokens()) {
      switch (t.getText()) {
        case "{", "(", "[" -> open.add(t);
        case "}", ")", "]" -> {
          if (!open.isEmpty()) {
            open.remove(open.size() - 1);
          }
        }
        default -> {}
      }
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Token last = open.get(open.size() - 1);
    return Optional.of("'" + last.getText() + "' on line " + last.getLine() + " is not closed");
  }

  private Span span(ParserRuleContext rule) {
    return span(rule.getStart(), rule.getStop());
  }

  private Span span(Token first, Token last) {
    int start = offsets[first.getStartIndex()];
    if (first.getType() == Token.EOF || last == null || last.getType() == Token.EOF) {
      return new Span(source, start, Math.min(start + 1, source.text().length()));
    }
    return new Span(source, start, offsets[Math.max(last.getStopIndex() + 1, 0)]);
  }

  private Name name(TerminalNode node) {
    return new Name(node.getText(), span(node.getSymbol(), node.getSymbol()));
  }

  private Optional<Name> optionalName(TerminalNode node) {
    return Optional.ofNullable(node).map(this::name);
  }

  private Item item(NndParser.ItemContext item) {
    if (item instanceof NndParser.ImportItemContext i) {
      return new Item.Import(text(i.path), optionalName(i.NAME()), span(i));
    }
    if (item instanceof NndParser.ModelItemContext m) {
      return new Item.Model(
          name(m.NAME()), parameters(m.parameters()), body(m.body()), doc(m), span(m));
    }
    if (item instanceof NndParser.BlockItemContext b) {
      return new Item.Block(
          name(b.NAME()), parameters(b.parameters()), body(b.body()), doc(b), span(b));
    }
    NndParser.TrainItemContext t = (NndParser.TrainItemContext) item;
    List<Item.Setting> settings = new ArrayList<>();
    for (NndParser.SettingContext s : t.setting()) {
      settings.add(new Item.Setting(name(s.NAME()), expression(s.expression())));
    }
    return new Item.Train(name(t.NAME()), List.copyOf(settings), span(t));
  }

  /** The {@code ///} lines above an item; a blank line ends them, a plain comment does not. */
  private String doc(ParserRuleContext item) {
    int start = item.getStart().getTokenIndex();
    Deque<String> lines = new ArrayDeque<>();
    for (int i = start - 1; i >= 0; i--) {
      Token t = tokens.get(i);
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

  /** Whether only spaces stand before a token on its line. */
  private boolean startsLine(Token token) {
    int start = offsets[token.getStartIndex()];
    return source.text().substring(start + 1 - source.column(start), start).isBlank();
  }

  private List<Item.Parameter> parameters(NndParser.ParametersContext parameters) {
    List<Item.Parameter> all = new ArrayList<>();
    if (parameters != null) {
      for (NndParser.ParameterContext p : parameters.parameter()) {
        all.add(
            new Item.Parameter(
                name(p.NAME()), Optional.ofNullable(p.expression()).map(this::expression)));
      }
    }
    return List.copyOf(all);
  }

  private List<Statement> body(NndParser.BodyContext body) {
    return body.statement().stream().map(this::statement).toList();
  }

  private Statement statement(NndParser.StatementContext s) {
    if (s instanceof NndParser.InputStatementContext i) {
      return new Statement.Input(
          name(i.NAME()), Optional.ofNullable(i.type()).map(this::type), span(i));
    }
    if (s instanceof NndParser.OutputStatementContext o) {
      return new Statement.Output(optionalName(o.NAME()), expression(o.expression()), span(o));
    }
    if (s instanceof NndParser.LayerStatementContext l) {
      return new Statement.Layer(name(l.NAME()), expression(l.expression()), span(l));
    }
    if (s instanceof NndParser.BindingStatementContext b) {
      return new Statement.Binding(name(b.NAME()), expression(b.expression()), span(b));
    }
    if (s instanceof NndParser.ForStatementContext f) {
      return new Statement.For(name(f.NAME()), expression(f.expression()), body(f.body()), span(f));
    }
    return conditional(((NndParser.IfStatementContext) s).conditional());
  }

  private Statement.If conditional(NndParser.ConditionalContext c) {
    List<Statement> otherwise = List.of();
    if (c.conditional() != null) {
      otherwise = List.of(conditional(c.conditional()));
    } else if (c.body().size() > 1) {
      otherwise = body(c.body(1));
    }
    return new Statement.If(expression(c.expression()), body(c.body(0)), otherwise, span(c));
  }

  private Statement.Type type(NndParser.TypeContext t) {
    return new Statement.Type(name(t.NAME()), expressions(t.expression()), span(t));
  }

  private List<Expression> expressions(List<NndParser.ExpressionContext> all) {
    return all.stream().map(this::expression).toList();
  }

  /** A chain such as {@code a -> b -> c} leans to the left; it is walked, however long it is. */
  private Expression expression(NndParser.ExpressionContext e) {
    Deque<NndParser.ExpressionContext> chain = new ArrayDeque<>();
    NndParser.ExpressionContext first = e;
    while (first.getChild(0) instanceof NndParser.ExpressionContext left) {
      chain.push(first);
      first = left;
    }
    Expression all =
        first instanceof NndParser.UnaryExpressionContext u
            ? new Expression.Unary(u.op.getText(), expression(u.expression()), span(u))
            : primary(((NndParser.PrimaryExpressionContext) first).primary());
    for (NndParser.ExpressionContext next : chain) {
      all = continued(all, next);
    }
    return all;
  }

  private Expression continued(Expression left, NndParser.ExpressionContext e) {
    Span span = span(e);
    if (e instanceof NndParser.FieldExpressionContext f) {
      return new Expression.Field(left, name(f.NAME()), span);
    }
    if (e instanceof NndParser.IndexExpressionContext i) {
      return new Expression.Index(left, expression(i.expression(1)), span);
    }
    if (e instanceof NndParser.CallExpressionContext c) {
      List<Expression.Argument> arguments = new ArrayList<>();
      for (NndParser.ArgumentContext a : c.argument()) {
        arguments.add(new Expression.Argument(optionalName(a.NAME()), expression(a.expression())));
      }
      return new Expression.Call(left, List.copyOf(arguments), span);
    }
    if (e instanceof NndParser.PipeExpressionContext p) {
      return new Expression.Pipe(left, expression(p.expression(1)), span);
    }
    NndParser.BinaryExpressionContext b = (NndParser.BinaryExpressionContext) e;
    return new Expression.Binary(b.op.getText(), left, expression(b.expression(1)), span);
  }

  private Expression primary(NndParser.PrimaryContext p) {
    Span span = span(p);
    if (p instanceof NndParser.IntPrimaryContext) {
      try {
        return new Expression.Int(Long.parseLong(p.getText().replace("_", "")), span);
      } catch (NumberFormatException e) {
        throw new NndException(
            Diagnostic.of("NND0105", span, "this whole number is too large")
                .help("the largest is " + Long.MAX_VALUE));
      }
    }
    if (p instanceof NndParser.FloatPrimaryContext) {
      double value = Double.parseDouble(p.getText().replace("_", ""));
      if (Double.isInfinite(value)) {
        throw new NndException(
            Diagnostic.of("NND0108", span, "this number is too large")
                .help("the largest is about 1.8e308"));
      }
      return new Expression.Real(value, span);
    }
    if (p instanceof NndParser.StringPrimaryContext s) {
      return text(s.STRING().getSymbol());
    }
    if (p instanceof NndParser.BoolPrimaryContext) {
      return new Expression.Bool(p.getText().equals("true"), span);
    }
    if (p instanceof NndParser.NamePrimaryContext) {
      return new Expression.Reference(p.getText(), span);
    }
    if (p instanceof NndParser.ListPrimaryContext l) {
      return new Expression.ListOf(expressions(l.expression()), span);
    }
    if (p instanceof NndParser.GroupPrimaryContext g) {
      return g.expression().size() == 1
          ? expression(g.expression(0))
          : new Expression.Branches(expressions(g.expression()), span);
    }
    return choice(((NndParser.ChoicePrimaryContext) p).choice());
  }

  private Expression choice(NndParser.ChoiceContext c) {
    Expression otherwise = c.choice() != null ? choice(c.choice()) : expression(c.expression(2));
    return new Expression.Choice(
        expression(c.expression(0)), expression(c.expression(1)), otherwise, span(c));
  }

  private Expression.Text text(Token token) {
    String quoted = token.getText();
    String inner = quoted.substring(1, quoted.length() - 1);
    return new Expression.Text(unescape(inner, span(token, token)), span(token, token));
  }

  private static String unescape(String inner, Span span) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char next = inner.charAt(++i);
      switch (next) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case '"', '\\' -> out.append(next);
        default ->
            throw new NndException(
                Diagnostic.of("NND0106", span, "'\\" + next + "' is no escape")
                    .help("write \\\\ for a backslash; the others are \\n, \\t and \\\""));
      }
    }
    return out.toString();
  }
}
