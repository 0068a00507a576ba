package org.nnd.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nnd.call.Argument;
import org.nnd.call.Datum;
import org.nnd.ir.Value;
import org.nnd.layer.Arithmetic.Operator;
import org.nnd.syntax.Parser;

/**
 * The statements of a model or block: values that are read once stand where they are read, as a
 * person would write them.
 */
final class Script {
  /** How tightly the words of an expression hold together. */
  private enum Hold {
    PIPE,
    SUM,
    PRODUCT,
    POWER,
    ATOM;

    Hold tighter() {
      return switch (this) {
        case PIPE -> SUM;
        case SUM -> PRODUCT;
        case PRODUCT -> POWER;
        default -> ATOM;
      };
    }
  }

  /** Words, and how they hold together. */
  private record Words(String text, Hold hold) {
    boolean isShort() {
      return text.length() <= 60 && !text.contains("\n");
    }

    String within(Hold least) {
      return hold.compareTo(least) >= 0 ? text : "(" + text + ")";
    }
  }

  private static final int SHORT_PIPELINE = 72;

  /** What an output is called that has no name; a word of the language. */
  private static final String OUTPUT = "output";

  private final Map<Value, Site> made = new HashMap<>();
  private final Map<Value, Integer> left = new HashMap<>();
  private final Map<Value, String> names = new HashMap<>();
  private final Set<Value> waists;
  private final Map<Value, String> outputs = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** The names that each of the statements in the making has read so far, the innermost first. */
  private final Deque<Set<String>> reading = new ArrayDeque<>();

  private final boolean block;

  private Script(List<Value> inputs, List<Site> sites, Map<String, Value> outputs, boolean block) {
    this.block = block;
    sites.forEach(s -> s.outputs().forEach(v -> made.put(v, s)));
    sites.forEach(s -> s.inputs().forEach(v -> left.merge(v, 1, Integer::sum)));
    outputs.forEach((name, v) -> this.outputs.putIfAbsent(v, name));
    this.waists = Trunk.waists(inputs, sites);
  }

  /** The body of a block, its lines indented by nothing. */
  static List<String> of(Block b) {
    Script s = new Script(List.of(b.input()), b.sites(), Map.of("", b.output()), true);
    s.lines.add("input x");
    s.names.put(b.input(), "x");
    s.statements(b.sites());
    return s.lines;
  }

  /**
   * The body of a model.
   *
   * @param inputs the declared inputs, each with its name
   */
  static List<String> of(Map<Value, String> inputs, List<Site> sites, Map<String, Value> outputs) {
    Script s = new Script(List.copyOf(inputs.keySet()), sites, outputs, false);
    inputs.forEach(
        (v, name) -> {
          s.names.put(v, name);
          s.lines.add("input " + name + ": " + v.type().perExample());
        });
    s.statements(sites);
    outputs.forEach(
        (name, v) -> {
          if (!s.outputs.getOrDefault(v, "").equals(name) || inputs.containsKey(v)) {
            s.lines.add("output " + name + " = identity(" + s.names.get(v) + ")");
          }
        });
    return s.lines;
  }

  private void statements(List<Site> sites) {
    for (Site s : sites) {
      if (s.outputs().size() > 1) {
        several(s);
      } else {
        Value v = s.outputs().get(0);
        boolean output = outputs.containsKey(v);
        if (output || left.getOrDefault(v, 0) > 1) {
          define(v, output ? outputs.get(v) : wish(v), output);
        }
      }
    }
  }

  /** Values that come together have one name, and are told apart by their places. */
  private void several(Site s) {
    reading.push(new HashSet<>());
    String text = say(s).text();
    reading.pop();
    String name = free(wish(s.outputs().get(0)).equals("x") ? "parts" : wish(s.outputs().get(0)));
    lines.add(name + " = " + text);
    for (int i = 0; i < s.outputs().size(); i++) {
      Value v = s.outputs().get(i);
      names.put(v, name + "[" + i + "]");
      if (outputs.containsKey(v)) {
        lines.add("output " + outputs.get(v) + " = " + name + "[" + i + "]");
      }
    }
  }

  private void define(Value v, String wish, boolean output) {
    reading.push(new HashSet<>());
    Words words = say(made.get(v));
    reading.pop();
    boolean unnamed = output && (wish.isEmpty() || wish.equals(OUTPUT));
    if (unnamed && left.getOrDefault(v, 0) == 0) {
      lines.add("output " + words.text());
      return;
    }
    String name = output && !unnamed ? wish : free(unnamed ? "x" : wish);
    lines.add((output && !unnamed ? "output " : "") + name + " = " + words.text());
    names.put(v, name);
    if (unnamed) {
      lines.add("output identity(" + name + ")");
    }
  }

  /** A name that no value has which is read later. */
  private String free(String wish) {
    Set<String> taken = new HashSet<>(outputs.values());
    reading.forEach(taken::addAll);
    names.forEach(
        (v, name) -> {
          if (left.getOrDefault(v, 0) > 0) {
            taken.add(name.replaceAll("\\[.*", ""));
          }
        });
    String name = wish;
    for (int i = 2; taken.contains(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  /** What a value may be called: after what the exporter called its layer. */
  private String wish(Value v) {
    if (waists.contains(v) || !made.containsKey(v)) {
      return "x";
    }
    Site named = made.get(v);
    while (named.path().isEmpty()
        && named.inputs().size() == 1
        && made.containsKey(named.inputs().get(0))) {
      named = made.get(named.inputs().get(0));
    }
    return named.path().stream()
        .map(p -> p.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", ""))
        .filter(p -> Parser.isName(p) && p.length() > 1)
        .findFirst()
        .filter(p -> !block)
        .orElse("x");
  }

  /** A value where it is read. */
  private Words read(Value v) {
    left.merge(v, -1, Integer::sum);
    String name = names.get(v);
    if (name != null && !reading.isEmpty()) {
      reading.peek().add(name.replaceAll("\\[.*", ""));
    }
    return name != null ? new Words(name, Hold.ATOM) : say(made.get(v));
  }

  /** A value as a part of an operation; a pipeline gets a name before. */
  private Words operand(Value v, String wish) {
    Site site = made.get(v);
    if (names.containsKey(v) || site == null) {
      return read(v);
    }
    boolean call = site.inputs().size() == 1 && isCall(site.form());
    if (!call) {
      return read(v);
    }
    Value x = site.inputs().get(0);
    boolean one = names.containsKey(x) || (made.get(x) != null && isInfix(made.get(x)));
    if (one) {
      Runnable undo = undo();
      Words inner = operand(x, wish);
      Words function = new Words(call(site, List.of(inner.text())), Hold.ATOM);
      boolean plain =
          (site.weights().isEmpty() && site.form() instanceof Form.Call) || follows(site);
      boolean fits = plain ? function.isShort() : function.text().length() <= 28;
      if (fits && !function.text().contains("->")) {
        left.merge(v, -1, Integer::sum);
        return function;
      }
      undo.run();
    }
    define(v, wish, false);
    return read(v);
  }

  /** What takes back all that is read and named from now on. */
  private Runnable undo() {
    Map<Value, Integer> leftNow = new HashMap<>(left);
    Map<Value, String> namesNow = new HashMap<>(names);
    int linesNow = lines.size();
    Set<String> readNow = reading.isEmpty() ? Set.of() : new HashSet<>(reading.peek());
    return () -> {
      left.clear();
      left.putAll(leftNow);
      names.clear();
      names.putAll(namesNow);
      lines.subList(linesNow, lines.size()).clear();
      if (!reading.isEmpty()) {
        reading.peek().clear();
        reading.peek().addAll(readNow);
      }
    };
  }

  private static boolean isInfix(Site s) {
    return s.form() instanceof Form.Infix || s.form() instanceof Form.WithNumber;
  }

  private Words say(Site s) {
    Form form = s.form();
    if (form instanceof Form.Infix infix) {
      return infix(infix.operator(), s);
    }
    if (form instanceof Form.Matrices) {
      String a = operand(s.inputs().get(0), "left").within(Hold.PRODUCT);
      return new Words(
          a + " @ " + operand(s.inputs().get(1), "right").within(Hold.POWER), Hold.PRODUCT);
    }
    if (form instanceof Form.WithNumber n) {
      return withNumber(n, s);
    }
    if (form instanceof Form.Element e) {
      String places = ":, ".repeat(e.axis()) + e.index();
      return new Words(
          operand(s.inputs().get(0), "x").within(Hold.ATOM) + "[" + places + "]", Hold.ATOM);
    }
    if (s.inputs().isEmpty()) {
      return new Words(call(s, List.of()), Hold.ATOM);
    }
    return s.inputs().size() - named(s) == 1 ? sent(s) : together(s);
  }

  /** Whether a form is a call of one thing with arguments. */
  private static boolean isCall(Form f) {
    return f instanceof Form.Call || f instanceof Form.Use || f instanceof Form.Onnx;
  }

  /** How many values are sent along by name. */
  private static int named(Site s) {
    return s.form() instanceof Form.Call c ? c.sent().values().stream().mapToInt(n -> n).sum() : 0;
  }

  /** The values that are sent along by name, as arguments: {@code state=[h, c]}. */
  private List<String> along(Site s) {
    List<String> all = new ArrayList<>();
    int at = s.inputs().size() - named(s);
    if (s.form() instanceof Form.Call c) {
      for (Map.Entry<String, Integer> e : c.sent().entrySet()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < e.getValue(); i++) {
          values.add(operand(s.inputs().get(at++), e.getKey()).text());
        }
        String text = String.join(", ", values);
        all.add(e.getKey() + "=" + (values.size() == 1 ? text : "[" + text + "]"));
      }
    }
    return all;
  }

  /** One value through a layer. */
  private Words sent(Site s) {
    List<String> along = along(s);
    Words x = read(s.inputs().get(0));
    boolean operation = x.hold() != Hold.PIPE && x.hold() != Hold.ATOM;
    if (operation && x.isShort() && (s.weights().isEmpty() || follows(s))) {
      return new Words(call(s, List.of(x.text()), along), Hold.ATOM);
    }
    return new Words(x.text() + " -> " + call(s, List.of(), along), Hold.PIPE);
  }

  /** Several values through a layer: branches of one value, or values with names. */
  private Words together(Site s) {
    Optional<Value> common = branches(s);
    if (common.isPresent()) {
      List<String> all = new ArrayList<>();
      for (Value v : s.inputs()) {
        all.add(branch(v, common.get()));
        left.merge(v, -1, Integer::sum);
      }
      String x = names.get(common.get());
      left.merge(common.get(), -s.inputs().size(), Integer::sum);
      String text = x + "\n-> ( " + String.join("\n| ", all) + "\n)\n-> " + call(s, List.of());
      return new Words(text, Hold.PIPE);
    }
    List<String> along = along(s);
    List<String> values = new ArrayList<>();
    for (Value v : s.inputs().subList(0, s.inputs().size() - named(s))) {
      values.add(operand(v, wish(v).equals("x") ? "part" : wish(v)).text());
    }
    return new Words(call(s, values, along), Hold.ATOM);
  }

  /** The value that all inputs of a layer are made of by a layer each, or by several in a row. */
  private Optional<Value> branches(Site s) {
    if (!(s.form() instanceof Form.Call) || named(s) > 0) {
      return Optional.empty();
    }
    Set<Value> heads = new HashSet<>();
    for (Value v : s.inputs()) {
      Value at = v;
      while (!names.containsKey(at)) {
        Site site = made.get(at);
        boolean plain = site != null && site.inputs().size() == 1 && isCall(site.form());
        if (!plain) {
          return Optional.empty();
        }
        at = site.inputs().get(0);
      }
      heads.add(at);
      if (at.equals(v)) {
        return Optional.empty();
      }
    }
    return heads.size() == 1 ? heads.stream().findFirst() : Optional.empty();
  }

  private String branch(Value v, Value from) {
    List<String> calls = new ArrayList<>();
    for (Value at = v; !at.equals(from); at = made.get(at).inputs().get(0)) {
      calls.add(0, call(made.get(at), List.of()));
      if (!at.equals(v)) {
        left.merge(at, -1, Integer::sum);
      }
    }
    return String.join(" -> ", calls);
  }

  private Words infix(Operator operator, Site s) {
    Value first = s.inputs().get(0);
    Value second = s.inputs().get(1);
    boolean sum = operator == Operator.ADD;
    boolean secondNamed = names.containsKey(second);
    String wishFirst =
        sum
            ? names.containsKey(first) || secondNamed || longer(first, second) ? "body" : "skip"
            : wishOf(first, "left");
    String wishSecond =
        sum
            ? names.containsKey(first) || !longer(first, second) ? "body" : "skip"
            : wishOf(second, "right");
    Words a = operand(first, wishFirst);
    Words b = operand(second, wishSecond);
    String sign = sign(operator);
    Hold hold = hold(operator);
    Hold tighter = hold.tighter();
    // The order of a sum decides its last bits, so brackets stay where the graph has them.
    String text =
        a.within(operator == Operator.POW ? Hold.ATOM : hold)
            + " "
            + sign
            + " "
            + b.within(tighter);
    return new Words(text, hold);
  }

  private String wishOf(Value v, String otherwise) {
    boolean gate =
        made.get(v) != null
            && made.get(v).form() instanceof Form.Call c
            && c.entry().name().endsWith("sigmoid");
    return gate ? "gate" : otherwise;
  }

  private boolean longer(Value a, Value b) {
    return length(a) >= length(b);
  }

  private int length(Value v) {
    int length = 0;
    for (Value at = v; !names.containsKey(at) && made.get(at) != null; length++) {
      if (made.get(at).inputs().isEmpty()) {
        return length;
      }
      at = made.get(at).inputs().get(0);
    }
    return length;
  }

  private Words withNumber(Form.WithNumber n, Site s) {
    Hold hold = hold(n.operator());
    Hold tighter = hold.tighter();
    Words x = operand(s.inputs().get(0), "x");
    if (n.operator() == Operator.MUL && n.number() == -1) {
      return new Words("-" + x.within(Hold.ATOM), Hold.PRODUCT);
    }
    String number = Numbers.datum(n.number()).words();
    number = n.number() < 0 ? "(" + number + ")" : number;
    String sign = " " + sign(n.operator()) + " ";
    Hold left = n.operator() == Operator.POW ? Hold.ATOM : hold;
    return n.first()
        ? new Words(number + sign + x.within(tighter), hold)
        : new Words(x.within(left) + sign + number, hold);
  }

  private static Hold hold(Operator o) {
    return switch (o) {
      case ADD, SUB -> Hold.SUM;
      case MUL, DIV -> Hold.PRODUCT;
      default -> Hold.POWER;
    };
  }

  private static String sign(Operator o) {
    return switch (o) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
      default -> "**";
    };
  }

  // Calls.

  /** A call with values in front; what must be given needs no name. */
  private static String call(Site s, List<String> values) {
    return call(s, values, List.of());
  }

  private static String call(Site s, List<String> values, List<String> along) {
    List<String> all = new ArrayList<>(values);
    String name;
    if (s.form() instanceof Form.Use use) {
      name = use.block().name();
      boolean first = true;
      for (Map.Entry<String, Datum> e : use.arguments().entrySet()) {
        all.add((first ? "" : e.getKey() + "=") + e.getValue().words());
        first = false;
      }
    } else if (s.form() instanceof Form.Onnx onnx) {
      name = org.nnd.layer.Operator.KIND;
      all.add(new Datum.Text(onnx.layer().op().name()).words());
      Operators.arguments(onnx.layer(), s.inputs())
          .forEach((key, value) -> all.add(key + "=" + value.words()));
    } else {
      Form.Call call = (Form.Call) s.form();
      name = call.entry().name();
      boolean places = true;
      for (Argument<?> a : call.entry().arguments()) {
        Datum given = call.arguments().get(a.name());
        places &= given != null && a.mustBeGiven();
        if (given != null) {
          all.add((places ? "" : a.name() + "=") + given.words());
        }
      }
    }
    all.addAll(along);
    return all.isEmpty() && !s.inputs().isEmpty()
        ? name
        : name + "(" + String.join(", ", all) + ")";
  }

  /** Whether a layer is one that stands behind another, such as a norm or an activation. */
  static boolean follows(Site s) {
    return s.form() instanceof Form.Call c
        && Lines.FOLLOWERS.contains(c.entry().name())
        && !Lines.BESIDE.contains(c.entry().name());
  }

  // Lines.

  /**
   * A long pipeline starts a line at each layer that has the numbers of a network, or a block's.
   */
  static String broken(String raw, Set<String> blocks) {
    String statement = repeated(raw, blocks);
    if (statement.length() <= SHORT_PIPELINE
        || !statement.contains(" -> ")
        || statement.contains("\n")) {
      return statement;
    }
    String[] steps = statement.split(" -> ");
    StringBuilder out = new StringBuilder(steps[0]);
    for (int i = 1; i < steps.length; i++) {
      String name = steps[i].replaceAll("\\(.*", "");
      boolean starts = i == 1 || (!Lines.FOLLOWERS.contains(name) && !repeats(steps, i, name));
      out.append(starts ? "\n-> " : " -> ").append(steps[i]);
    }
    return out.toString();
  }

  /** The same block three times in a row, or more often, said once. */
  private static String repeated(String statement, Set<String> blocks) {
    String[] steps = statement.split(" -> ", -1);
    List<String> all = new ArrayList<>();
    for (int i = 0, to; i < steps.length; i = to) {
      to = i + 1;
      boolean block = i > 0 && blocks.contains(steps[i].replaceAll("\\(.*", ""));
      while (block && to < steps.length && steps[to].equals(steps[i])) {
        to++;
      }
      boolean often = to - i > 2;
      int times = to - i;
      String step = steps[i];
      if (often) {
        all.add("repeat(" + times + ", " + step + ")");
      } else {
        Stream.generate(() -> step).limit(times).forEach(all::add);
      }
    }
    return String.join(" -> ", all);
  }

  private static boolean repeats(String[] steps, int i, String name) {
    return i > 1
        && !Lines.OPENERS.contains(name)
        && steps[i - 1].replaceAll("\\(.*", "").equals(name);
  }

  /** Which layers open a line, and which follow on one. */
  private static final class Lines {
    static final Set<String> OPENERS =
        Set.of("conv", "depthwise_conv", "conv_transpose", "dense", "lstm", "gru", "rnn");

    /** Those that follow on a line, but are no part of what stands before them. */
    static final Set<String> BESIDE =
        Set.of(
            "max_pool",
            "avg_pool",
            "flatten",
            "squeeze",
            "unsqueeze",
            "cast",
            "softmax",
            "log_softmax");

    static final Set<String> FOLLOWERS =
        Set.of(
            "batch_norm",
            "relu",
            "relu6",
            "sigmoid",
            "tanh",
            "gelu",
            "silu",
            "mish",
            "elu",
            "selu",
            "leaky_relu",
            "prelu",
            "hard_swish",
            "hard_sigmoid",
            "softplus",
            "softmax",
            "log_softmax",
            "max_pool",
            "avg_pool",
            "dropout",
            "local_response_norm",
            "group_norm",
            "instance_norm",
            "layer_norm",
            "flatten",
            "squeeze",
            "unsqueeze",
            "cast");
  }
}
