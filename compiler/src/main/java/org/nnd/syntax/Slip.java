package org.nnd.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.nnd.grammar.NndLexer;
import org.nnd.grammar.NndParser;
import org.nnd.source.Diagnostic;
import org.nnd.source.DidYouMean;
import org.nnd.source.Span;

/** What was most likely meant where a token can't stand; the words around it tell. */
final class Slip {
  private static final List<String> ITEMS = List.of("import", "model", "block", "train");
  private static final List<String> STATEMENTS = List.of("input", "output", "layer", "for", "if");
  private static final Set<String> KEYWORDS =
      Set.of(
          "import", "as", "model", "block", "train", "input", "output", "layer", "for", "in", "if",
          "else", "true", "false", "and", "or", "not");
  private static final Set<String> OPERATORS =
      Set.of(
          "=", "->", "|", "or", "and", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%",
          "@", "**");
  private static final Set<String> STARTS_OF_VALUES =
      Set.of(
          "NAME",
          "INT",
          "FLOAT",
          "STRING",
          "'true'",
          "'false'",
          "'output'",
          "'if'",
          "'not'",
          "'-'",
          "'('",
          "'['");
  private static final Set<String> STARTS_OF_STATEMENTS =
      Set.of("NAME", "'input'", "'output'", "'layer'", "'for'", "'if'");
  private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}");

  /** {@code 7 // 2)}, as Python divides. */
  private static final Pattern DIVISION = Pattern.compile("[\\w)\\]] *// *\\w+[)\\]},]");

  /** How other languages start an item. */
  private static final Map<String, String> OTHER_ITEMS =
      Map.ofEntries(
          Map.entry("def", "block"),
          Map.entry("fn", "block"),
          Map.entry("func", "block"),
          Map.entry("function", "block"),
          Map.entry("layer", "block"),
          Map.entry("module", "block"),
          Map.entry("class", "model"),
          Map.entry("net", "model"),
          Map.entry("network", "model"),
          Map.entry("fit", "train"),
          Map.entry("training", "train"),
          Map.entry("from", "import"),
          Map.entry("include", "import"),
          Map.entry("use", "import"));

  /** How other languages start a statement. */
  private static final Map<String, String> OTHER_STATEMENTS =
      Map.of(
          "return", "write `output`",
          "while", "write `for name in list { ... }`",
          "def", "write `block name(...) { ... }` outside of the model",
          "let", "write `name = value`",
          "var", "write `name = value`",
          "val", "write `name = value`",
          "const", "write `name = value`");

  private static final Set<String> OTHER_ELSE_IF = Set.of("elif", "elsif", "elseif");

  /** Signs and pairs of signs that other languages or keyboards have. */
  private static final Map<String, String> OTHER_SIGNS =
      Map.ofEntries(
          Map.entry("#", "a comment starts with `//`"),
          Map.entry(";", "leave it out: a statement needs no end"),
          Map.entry("\\", "leave it out: a statement may go over many lines"),
          Map.entry("'", "a text stands in double quotes"),
          Map.entry("`", "a text stands in double quotes"),
          Map.entry("\u201c", "a text stands in double quotes"),
          Map.entry("\u201d", "a text stands in double quotes"),
          Map.entry("&", "write `and`"),
          Map.entry("&&", "write `and`"),
          Map.entry("||", "write `or`"),
          Map.entry("!", "write `not`"),
          Map.entry("^", "write `**` for a power"),
          Map.entry("=>", "write `->`"),
          Map.entry("|>", "write `->`"),
          Map.entry(">>", "write `->`"),
          Map.entry("\u2192", "write `->`"),
          Map.entry(":=", "write `=`"),
          Map.entry("===", "write `==`"),
          Map.entry("+=", "write `x = x + ...`"),
          Map.entry("-=", "write `x = x - ...`"),
          Map.entry("*=", "write `x = x * ...`"),
          Map.entry("\u2212", "write `-`"),
          Map.entry("\u2013", "write `-`"),
          Map.entry("\u00d7", "write `*`"));

  /** Stands where the text has no more words. */
  private static final Token NOTHING = new CommonToken(Token.EOF, "");

  private final Tokens tokens;
  private final NndParser parser;
  private final ParserRuleContext context;
  private final List<Token> words;
  private final int at;
  private final Token token;
  private final Token before;

  /** Whether the word before is a statement's first, which makes it the name of a value. */
  private final boolean named;

  /** The brackets that are open before the token, the innermost first. */
  private final Deque<Open> open = new ArrayDeque<>();

  /** The first bracket that took another's closing one, as the indentation tells. */
  private Optional<Token> robbed = Optional.empty();

  /** An open bracket and where its line starts. */
  private record Open(Token bracket, int indent) {}

  Slip(Tokens tokens, NndParser parser, Token token) {
    this.tokens = tokens;
    this.parser = parser;
    this.context = parser.getContext();
    this.words = tokens.visible();
    this.at = words.indexOf(token);
    this.token = token;
    this.before = word(-1);
    this.named = startOf(NndParser.BindingStatementContext.class) == before;
    findOpen();
  }

  private void findOpen() {
    Token lineStart = NOTHING;
    for (Token t : words.subList(0, at)) {
      lineStart = sameLine(t, lineStart) ? lineStart : t;
      int indent = lineStart.getCharPositionInLine();
      if (CLOSING.containsKey(t.getText())) {
        open.push(new Open(t, indent));
      } else if (CLOSING.containsValue(t.getText())) {
        Open closed = open.pop();
        if (t == lineStart && indent < closed.indent) {
          robbed = robbed.or(() -> Optional.of(closed.bracket));
        }
      }
    }
  }

  /** The likeliest slip first. */
  Diagnostic explain() {
    return Stream.<Supplier<Optional<Diagnostic>>>of(
            this::openText,
            this::openComment,
            this::otherSign,
            this::otherElseIf,
            this::noItem,
            this::noSetting,
            this::keywordAsName,
            this::openBracket,
            this::nothingOpen,
            this::comparison,
            this::pointOfNumber,
            this::colon,
            this::group,
            this::typeOfInput,
            this::missingComma,
            this::missingOperand,
            this::neighbours,
            this::otherStatement,
            this::severalNames,
            this::valueWithoutName,
            this::halfIf)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(this::unexpected);
  }

  /** {@code onnx("a.onnx)}. */
  private Optional<Diagnostic> openText() {
    return token.getType() == NndLexer.STRAY && is(token, "\"")
        ? slip("NND0102", token, "this text has no closing quote on its line", "end it with `\"`")
        : Optional.empty();
  }

  /** {@code /* ...} to the end of the file. */
  private Optional<Diagnostic> openComment() {
    return pair(Set.of("/*", "/**"))
        .map(p -> Diagnostic.of("NND0104", p, "this comment is never closed"))
        .map(d -> d.help("end it with `*/`"));
  }

  /** {@code a && b}, {@code # comment}, {@code x;}, {@code λ}. */
  private Optional<Diagnostic> otherSign() {
    Optional<Span> pair = pair(OTHER_SIGNS.keySet());
    if (pair.isEmpty() && token.getType() != NndLexer.STRAY) {
      return Optional.empty();
    }
    Span sign = pair.orElseGet(() -> tokens.span(token));
    int point = sign.text().codePointAt(0);
    String help = OTHER_SIGNS.get(sign.text());
    boolean shown = false;
    switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          help = "write a plain space";
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
          help = "delete it";
      default -> {
        shown = true;
        if (Character.isLetterOrDigit(point)) {
          help = "names are made of the letters a to z, digits and `_`";
        }
      }
    }
    String name = shown ? "'" + sign.text() + "'" : String.format("U+%04X", point);
    return Optional.of(
        Diagnostic.of("NND0103", sign, "the sign " + name + " means nothing here")
            .help(Optional.ofNullable(help)));
  }

  /** The token with the one that touches it, if both make one of the signs. */
  private Optional<Span> pair(Set<String> signs) {
    return Stream.of(-1, 0)
        .filter(i -> word(i).getType() != Token.EOF && word(i + 1).getType() != Token.EOF)
        .map(i -> tokens.span(word(i)).to(tokens.span(word(i + 1))))
        .filter(p -> signs.contains(p.text()))
        .findFirst();
  }

  /** {@code if a { } elif b { }}. */
  private Optional<Diagnostic> otherElseIf() {
    return Stream.of(before, token)
        .filter(t -> OTHER_ELSE_IF.contains(t.getText()))
        .findFirst()
        .flatMap(t -> slip(t, described(t) + " is no word of the language", "write `else if`"));
  }

  /** {@code def f() { }}, {@code modle A { }}, a statement outside of a body. */
  private Optional<Diagnostic> noItem() {
    boolean first = context instanceof NndParser.ItemContext && context.getStart() == token;
    if (!(first || context instanceof NndParser.FileContext) || closes(token)) {
      return Optional.empty();
    }
    Optional<String> meant =
        Optional.ofNullable(OTHER_ITEMS.get(token.getText()))
            .or(() -> DidYouMean.of(token.getText(), ITEMS));
    boolean statement = STATEMENTS.contains(token.getText()) || is(word(1), "=");
    return slip(
        token,
        "expected import, model, block or train, but found " + described(token),
        meant
            .map(n -> "did you mean " + n + "?")
            .orElse(statement ? "statements stand in the body of a model or block" : null));
  }

  /** {@code epochs = 10}, {@code epochs} alone, {@code train A { input x }}. */
  private Optional<Diagnostic> noSetting() {
    boolean bare = startOf(NndParser.SettingContext.class) == before;
    if (bare && is(token, "=", ":")) {
      return slip(
          token,
          "a setting is written without " + described(token),
          "write `" + before.getText() + " " + word(1).getText() + "`");
    }
    boolean start = context instanceof NndParser.TrainItemContext && inside("{") && expects("NAME");
    boolean tookNext = start && isName(word(-2)) && isName(before) && tokens.startsLine(before);
    if ((bare && !open.isEmpty()) || tookNext) {
      return slip(
          bare ? before : word(-2),
          "this setting has no value",
          "a setting is a name and a value, such as `epochs 10`");
    }
    return start && !closes(token) && token.getType() != Token.EOF && !startsLine(token, ITEMS)
        ? slip(
            token,
            "expected a setting, but found " + described(token),
            "a setting is a name and a value, such as `epochs 10`")
        : Optional.empty();
  }

  /** {@code input = 3}, {@code f(in=3)}, {@code x.layer}. */
  private Optional<Diagnostic> keywordAsName() {
    boolean expected = expects("NAME") && !expects("'input'") && !tokens.startsLine(token);
    Token word = is(token, "=") ? before : token;
    return KEYWORDS.contains(word.getText()) && (word == before || is(word(1), "=") || expected)
        ? slip(
            word,
            described(word) + " is a word of the language and can't be a name",
            "choose another name, such as `my_" + word.getText() + "`")
        : Optional.empty();
  }

  /** {@code f(a} before the next statement, {@code f(a]}, a body without its end. */
  private Optional<Diagnostic> openBracket() {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Token bracket = open.peek().bracket();
    boolean inBody = startOf(NndParser.BodyContext.class) != NOTHING;
    boolean afterOutput = inBody && is(before, "output") && tokens.startsLine(before);
    Token stranger = afterOutput ? before : token;
    boolean statement = startsLine(stranger, STATEMENTS) && !is(stranger, "if");
    if (token.getType() == Token.EOF || startsLine(token, ITEMS)) {
      bracket = robbed.orElse(bracket);
    } else if (!(statement && inside("(", "["))
        && !(closes(token) && !closesNothing() && !is(token, CLOSING.get(bracket.getText())))) {
      return Optional.empty();
    }
    Diagnostic found =
        Diagnostic.of(
                "NND0104", tokens.span(bracket), "this " + described(bracket) + " is never closed")
            .help("end it with `" + CLOSING.get(bracket.getText()) + "`");
    String line = tokens.span(bracket).location().text();
    if (DIVISION.matcher(line.substring(bracket.getCharPositionInLine())).find()) {
      found = found.note("// begins a comment; floor_div(7, 2) divides whole numbers");
    }
    return Optional.of(
        token.getType() == Token.EOF
            ? found
            : found.note(
                described(stranger) + " on line " + stranger.getLine() + " can't stand inside it"));
  }

  /** A closing bracket where none is open, {@code dense(10))} in a body. */
  private Optional<Diagnostic> nothingOpen() {
    return closesNothing()
        ? slip(token, "there is nothing open that " + described(token) + " could close", null)
        : Optional.empty();
  }

  /** A brace is never meant to be closed by another bracket. */
  private boolean closesNothing() {
    return closes(token)
        && (open.isEmpty() || inside("{"))
        && open.stream().noneMatch(o -> is(token, CLOSING.get(o.bracket().getText())));
  }

  /** {@code if a = b { }}. */
  private Optional<Diagnostic> comparison() {
    Token start = startOf(NndParser.ConditionalContext.class, NndParser.ChoiceContext.class);
    boolean condition =
        open.isEmpty() || open.peek().bracket().getTokenIndex() < start.getTokenIndex();
    return is(token, "=") && start != NOTHING && condition
        ? slip(token, "'=' gives a name to a value, it doesn't compare", "write `==`")
        : Optional.empty();
  }

  /** {@code .5} and {@code 5.}. */
  private Optional<Diagnostic> pointOfNumber() {
    if (is(token, ".") && word(1).getType() == NndLexer.INT) {
      return slip(token, "a number starts with a digit", "write `0." + word(1).getText() + "`");
    }
    return is(before, ".") && word(-2).getType() == NndLexer.INT
        ? slip(before, "a number ends with a digit", "write `" + word(-2).getText() + ".0`")
        : Optional.empty();
  }

  /** {@code if a:}, {@code model A(n: int)}, {@code f(a: 3)}. */
  private Optional<Diagnostic> colon() {
    if (!is(token, ":") || is(before, "input")) {
      return Optional.empty();
    }
    if (expects("'{'")) {
      return slip(token, "a body stands in braces", "write `{ ... }` instead of `:`");
    }
    if (context instanceof NndParser.ParametersContext) {
      return slip(token, "a parameter has no type", "leave it out");
    }
    return slip(token, "a name gets its value with '=', not ':'", "write `=`");
  }

  /** {@code a | b} without brackets, {@code (a, b)}. */
  private Optional<Diagnostic> group() {
    if (is(token, "|") && !inside("(")) {
      return slip(token, "branches stand in round brackets", "write `( a | b )`");
    }
    return is(token, ",") && context instanceof NndParser.GroupPrimaryContext
        ? slip(
            token,
            "round brackets hold one value",
            "write `[a, b]` for a list, `( a | b )` for branches")
        : Optional.empty();
  }

  /** {@code input x float[3]}, {@code input x: float(3)}. */
  private Optional<Diagnostic> typeOfInput() {
    if (is(word(-3), "input") && isName(word(-2)) && sameLine(word(-2), before) && isName(before)) {
      String type = before.getText();
      return slip(
          before,
          "a colon is missing before the type '" + type + "'",
          "write `" + word(-2).getText() + ": " + type + "`");
    }
    return is(token, "(") && is(word(-2), ":")
        ? slip(
            token,
            "the lengths of a type stand in square brackets",
            "write `" + before.getText() + "[...]`")
        : Optional.empty();
  }

  /** {@code f(a b)}. */
  private Optional<Diagnostic> missingComma() {
    boolean list = inside("(", "[") && !(context instanceof NndParser.GroupPrimaryContext);
    if (!list || !endsValue(before) || !startsValue(token)) {
      return Optional.empty();
    }
    String closing = CLOSING.get(open.peek().bracket().getText());
    String missing = sameLine(before, token) ? "a comma" : "a comma or '" + closing + "'";
    return slip(token, missing + " is missing before " + described(token), null);
  }

  /** {@code a ->} at the end of a statement, {@code -> a}, {@code f(a,,b)}. */
  private Optional<Diagnostic> missingOperand() {
    for (int i = -2; i < 0; i++) {
      if (startsStatement(i) && isOperator(word(i - 1))) {
        return nothing("behind", word(i - 1));
      }
    }
    if ((isOperator(token) || is(token, ",")) && !endsValue(before) && !is(before, "}")) {
      return isOperator(before) && !is(before, "=")
          ? nothing("behind", before)
          : nothing("before", token);
    }
    return (isOperator(before) || is(before, "not")) && !startsValue(token) && !is(token, "(", "[")
        ? nothing("behind", before)
        : Optional.empty();
  }

  /** {@code a ->} before {@code output (b)}, which could be read as a call of something. */
  Optional<Diagnostic> dangling() {
    boolean inBody = startOf(NndParser.BodyContext.class) != NOTHING;
    boolean waits = isOperator(before) && !is(before, "=");
    return inBody && waits ? nothing("behind", before) : Optional.empty();
  }

  /** Whether a word was meant to start a statement, even if it could be read as a value. */
  private boolean startsStatement(int i) {
    return tokens.startsLine(word(i))
        && (is(word(i), "output") || (isName(word(i)) && is(word(i + 1), "=")));
  }

  private Optional<Diagnostic> nothing(String where, Token operator) {
    return slip(operator, "there is nothing " + where + " " + described(operator), null);
  }

  /** {@code x = conv 3}, {@code x = a b}. */
  private Optional<Diagnostic> neighbours() {
    Token left = named ? word(-2) : before;
    Token right = named ? before : token;
    return (named || expects("'input'"))
            && endsValue(left)
            && startsValue(right)
            && sameLine(left, right)
        ? slip(
            right,
            described(right) + " can't stand directly behind " + described(left),
            "join them by `->` or an operator, or start a new line")
        : Optional.empty();
  }

  /** {@code return x}, {@code let x = 3}, {@code ouput x}. */
  private Optional<Diagnostic> otherStatement() {
    if (!named || !sameLine(before, token)) {
      return Optional.empty();
    }
    String word = before.getText();
    return Optional.ofNullable(OTHER_STATEMENTS.get(word))
        .or(
            () ->
                DidYouMean.of(word, STATEMENTS)
                    .filter(n -> startsValue(token))
                    .map(n -> "did you mean " + n + "?"))
        .flatMap(help -> slip(before, "'" + word + "' starts no statement", help));
  }

  /** {@code a, b = split(x, 2)}, {@code for c, s in list}. */
  private Optional<Diagnostic> severalNames() {
    if (!is(token, ",")) {
      return Optional.empty();
    }
    if (context instanceof NndParser.ForStatementContext) {
      return slip(
          token,
          "for gives each element one name",
          "take its parts by their places: `for pair in list { ... pair[0] ... }`");
    }
    return named && sameLine(before, token)
        ? slip(
            token,
            "a statement gives one name",
            "several values are a list: `both = ...`, then `both[0]` and `both[1]`")
        : Optional.empty();
  }

  /** {@code conv(6)} as a statement, {@code x 3}. */
  private Optional<Diagnostic> valueWithoutName() {
    if (!named) {
      return Optional.empty();
    }
    String word = before.getText();
    return sameLine(before, token) && !is(token, "(", "[", ".", "->", "}")
        ? slip(token, "expected '=' behind '" + word + "', but found " + described(token), null)
        : slip(
            before,
            "this value gets no name, so nothing can use it",
            "write `name = " + word + "...` or `output " + word + "...`");
  }

  /** {@code else} without an if, {@code x = if a { b }} without an else. */
  private Optional<Diagnostic> halfIf() {
    if (is(token, "else")) {
      return slip(token, "there is no 'if' before this 'else'", null);
    }
    return context instanceof NndParser.ChoiceContext && expects("'else'")
        ? slip(context.getStart(), "an if that gives a value needs an else", "add `else { ... }`")
        : Optional.empty();
  }

  private Diagnostic unexpected() {
    Span span = tokens.span(token);
    if (token.getType() != Token.EOF) {
      return Diagnostic.of(
          "NND0101", span, "expected " + wanted() + ", but found " + described(token));
    }
    String item = startOf(NndParser.ItemContext.class).getText();
    return Diagnostic.of("NND0104", span, "the file ends behind an unfinished '" + item + "'")
        .help("expected " + wanted());
  }

  /** What can stand here, in words. */
  private String wanted() {
    Set<String> all = new LinkedHashSet<>();
    for (String name : expected()) {
      if (expects("INT") && STARTS_OF_VALUES.contains(name)) {
        all.add("a value");
      } else if (expects("'input'") && STARTS_OF_STATEMENTS.contains(name)) {
        all.add("a statement");
      } else if (name.equals("NAME")) {
        boolean type = context instanceof NndParser.TypeContext;
        all.add(type ? "an element type such as float" : "a name");
      } else if (name.equals("STRING")) {
        all.add("a text in quotes");
      } else {
        all.add(name.equals("EOF") ? "nothing more" : name);
      }
    }
    return String.join(" or ", all);
  }

  private List<String> expected() {
    return parser.getExpectedTokens().toList().stream()
        .map(NndParser.VOCABULARY::getDisplayName)
        .toList();
  }

  private boolean expects(String name) {
    return expected().contains(name);
  }

  /** The first word of the innermost of such constructs that the token is in. */
  @SafeVarargs
  private Token startOf(Class<? extends ParserRuleContext>... constructs) {
    for (ParserRuleContext c = context; c != null; c = c.getParent()) {
      for (Class<?> construct : constructs) {
        if (construct.isInstance(c)) {
          return c.getStart();
        }
      }
    }
    return NOTHING;
  }

  private Token word(int behind) {
    int i = at + behind;
    return i < 0 || i >= words.size() ? NOTHING : words.get(i);
  }

  private boolean inside(String... brackets) {
    return !open.isEmpty() && is(open.peek().bracket(), brackets);
  }

  private boolean startsLine(Token t, List<String> texts) {
    return texts.contains(t.getText()) && tokens.startsLine(t);
  }

  private static boolean is(Token t, String... texts) {
    return List.of(texts).contains(t.getText());
  }

  private static boolean isName(Token t) {
    return t.getType() == NndLexer.NAME;
  }

  private static boolean isOperator(Token t) {
    return OPERATORS.contains(t.getText());
  }

  private static boolean closes(Token t) {
    return CLOSING.containsValue(t.getText());
  }

  private static boolean sameLine(Token a, Token b) {
    return a.getLine() == b.getLine();
  }

  private static boolean isWord(Token t) {
    return switch (t.getType()) {
      case NndLexer.NAME, NndLexer.INT, NndLexer.FLOAT, NndLexer.STRING -> true;
      default -> is(t, "true", "false", "output");
    };
  }

  private static boolean startsValue(Token t) {
    return isWord(t) || is(t, "if", "-", "not");
  }

  private static boolean endsValue(Token t) {
    return isWord(t) || is(t, ")", "]");
  }

  private static String described(Token t) {
    return switch (t.getType()) {
      case Token.EOF -> "the end of the file";
      case NndLexer.STRING -> t.getText();
      default -> "'" + t.getText() + "'";
    };
  }

  private Optional<Diagnostic> slip(Token where, String message, String help) {
    return slip("NND0101", where, message, help);
  }

  private Optional<Diagnostic> slip(String code, Token where, String message, String help) {
    return Optional.of(
        Diagnostic.of(code, tokens.span(where), message).help(Optional.ofNullable(help)));
  }
}
