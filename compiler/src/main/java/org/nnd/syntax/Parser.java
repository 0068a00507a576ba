package org.nnd.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.nnd.grammar.NndParser;
import org.nnd.source.Diagnostic;
import org.nnd.source.Location;
import org.nnd.source.NndException;
import org.nnd.source.Source;
import org.nnd.source.Span;

/** Text to tree; stops at the first syntax error. */
public final class Parser {
  /** How many rules of the grammar may stand inside each other; each takes some of the stack. */
  private static final int DEEPEST = 400;

  private final Source source;
  private final Tokens tokens;

  private Parser(Source source) {
    this.source = source;
    this.tokens = new Tokens(source);
  }

  /**
   * Parses a file.
   *
   * @throws NndException at the first syntax error (NND0101 to NND0108)
   */
  public static File parse(Source source) {
    return new Parser(source).file();
  }

  /** Whether a text can give a word to something as its name. */
  public static boolean isName(String word) {
    try {
      return word.matches("\\w+") && value(Source.of("name", word)) instanceof Expression.Reference;
    } catch (NndException e) {
      return false; // a word of the language
    }
  }

  /**
   * Parses a value by itself: {@code 100}, {@code [64, 128]}.
   *
   * @throws NndException at the first syntax error
   */
  public static Expression value(Source source) {
    if (source.text().isBlank()) {
      throw new NndException(
          Diagnostic.of(
              "NND0101", Location.file(source.name()), "expected a value, but found none"));
    }
    Parser parser = new Parser(source);
    return parser.expression(parser.grammar().value().expression());
  }

  /**
   * Every word of a file with the comments between them, and what they belong to.
   *
   * @throws NndException at the first syntax error
   */
  public static Words words(Source source) {
    Parser parser = new Parser(source);
    return new Words(parser.tokens.stream(), parser.words());
  }

  /**
   * A text as it stands.
   *
   * @param tokens words, comments, and the space between them
   * @param file the rules of the grammar that the words follow
   */
  public record Words(CommonTokenStream tokens, NndParser.FileContext file) {}

  private NndParser.FileContext words() {
    return grammar().file();
  }

  private NndParser grammar() {
    NndParser parser = new NndParser(tokens.stream());
    parser.removeErrorListeners();
    parser.addErrorListener(new Listener());
    parser.addParseListener(new Watch(parser));
    return parser;
  }

  private File file() {
    List<Item> items = new ArrayList<>();
    words().item().forEach(i -> items.add(item(i)));
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
      throw new NndException(new Slip(tokens, (NndParser) recognizer, (Token) symbol).explain());
    }
  }

  /** Ends the parse before the stack does, and where it would take a statement for a value. */
  private final class Watch implements ParseTreeListener {
    private final NndParser parser;
    private int depth;

    Watch(NndParser parser) {
      this.parser = parser;
    }

    @Override
    public void enterEveryRule(ParserRuleContext rule) {
      if (++depth > DEEPEST) {
        Token token = parser.getCurrentToken();
        throw new NndException(
            Diagnostic.of("NND0107", tokens.span(token), "this is nested too deeply")
                .help("give names to the inner parts"));
      }
    }

    @Override
    public void exitEveryRule(ParserRuleContext rule) {
      depth--;
      Token first = rule.getStart();
      if (rule instanceof NndParser.NamePrimaryContext
          && first.getText().equals("output")
          && tokens.startsLine(first)) {
        new Slip(tokens, parser, first)
            .dangling()
            .ifPresent(
                d -> {
                  throw new NndException(d);
                });
      }
    }

    @Override
    public void visitTerminal(TerminalNode node) {}

    @Override
    public void visitErrorNode(ErrorNode node) {}
  }

  private Name name(TerminalNode node) {
    return new Name(node.getText(), tokens.span(node.getSymbol()));
  }

  private Optional<Name> optionalName(TerminalNode node) {
    return Optional.ofNullable(node).map(this::name);
  }

  private Item item(NndParser.ItemContext item) {
    if (item instanceof NndParser.ImportItemContext i) {
      return new Item.Import(text(i.path), optionalName(i.NAME()), tokens.span(i));
    }
    if (item instanceof NndParser.ModelItemContext m) {
      return new Item.Model(
          name(m.NAME()),
          parameters(m.parameters()),
          body(m.body()),
          tokens.doc(m),
          tokens.span(m));
    }
    if (item instanceof NndParser.BlockItemContext b) {
      return new Item.Block(
          name(b.NAME()),
          parameters(b.parameters()),
          body(b.body()),
          tokens.doc(b),
          tokens.span(b));
    }
    NndParser.TrainItemContext t = (NndParser.TrainItemContext) item;
    List<Item.Setting> settings = new ArrayList<>();
    for (NndParser.SettingContext s : t.setting()) {
      settings.add(new Item.Setting(name(s.NAME()), expression(s.expression())));
    }
    return new Item.Train(name(t.NAME()), List.copyOf(settings), tokens.span(t));
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
          name(i.NAME()), Optional.ofNullable(i.type()).map(this::type), tokens.span(i));
    }
    if (s instanceof NndParser.OutputStatementContext o) {
      return new Statement.Output(
          optionalName(o.NAME()), expression(o.expression()), tokens.span(o));
    }
    if (s instanceof NndParser.LayerStatementContext l) {
      return new Statement.Layer(name(l.NAME()), expression(l.expression()), tokens.span(l));
    }
    if (s instanceof NndParser.BindingStatementContext b) {
      return new Statement.Binding(name(b.NAME()), expression(b.expression()), tokens.span(b));
    }
    if (s instanceof NndParser.ForStatementContext f) {
      return new Statement.For(
          name(f.NAME()), expression(f.expression()), body(f.body()), tokens.span(f));
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
    return new Statement.If(expression(c.expression()), body(c.body(0)), otherwise, tokens.span(c));
  }

  private Statement.Type type(NndParser.TypeContext t) {
    return new Statement.Type(name(t.NAME()), expressions(t.expression()), tokens.span(t));
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
            ? new Expression.Unary(u.op.getText(), expression(u.expression()), tokens.span(u))
            : primary(((NndParser.PrimaryExpressionContext) first).primary());
    for (NndParser.ExpressionContext next : chain) {
      all = continued(all, next);
    }
    return all;
  }

  private Expression continued(Expression left, NndParser.ExpressionContext e) {
    Span span = tokens.span(e);
    if (e instanceof NndParser.FieldExpressionContext f) {
      return new Expression.Field(left, name(f.NAME()), span);
    }
    if (e instanceof NndParser.IndexExpressionContext i) {
      return new Expression.Index(left, i.subscript().stream().map(this::subscript).toList(), span);
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

  private Expression.Subscript subscript(NndParser.SubscriptContext s) {
    NndParser.BoundsContext b = s.bounds();
    return b == null
        ? new Expression.Subscript.At(expression(s.expression()))
        : new Expression.Subscript.Range(
            optional(s.expression()), optional(b.to), optional(b.step));
  }

  private Optional<Expression> optional(NndParser.ExpressionContext e) {
    return Optional.ofNullable(e).map(this::expression);
  }

  private Expression primary(NndParser.PrimaryContext p) {
    Span span = tokens.span(p);
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
        expression(c.expression(0)), expression(c.expression(1)), otherwise, tokens.span(c));
  }

  private Expression.Text text(Token token) {
    String quoted = token.getText();
    String inner = quoted.substring(1, quoted.length() - 1);
    return new Expression.Text(unescape(inner, tokens.span(token)), tokens.span(token));
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
