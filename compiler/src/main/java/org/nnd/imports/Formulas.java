package org.nnd.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Clip;
import org.nnd.op.Div;
import org.nnd.op.Erf;
import org.nnd.op.Exp;
import org.nnd.op.Greater;
import org.nnd.op.HardSigmoid;
import org.nnd.op.Log;
import org.nnd.op.Mul;
import org.nnd.op.Neg;
import org.nnd.op.Pow;
import org.nnd.op.Sigmoid;
import org.nnd.op.Softplus;
import org.nnd.op.Sqrt;
import org.nnd.op.Sub;
import org.nnd.op.Tanh;
import org.nnd.op.Where;
import org.nnd.source.Source;
import org.nnd.syntax.Expression;
import org.nnd.syntax.Parser;

/** Activations that exporters write in parts, as the formulas that they are. */
final class Formulas {
  /** A line for each way of writing one. */
  private static final List<List<String>> LINES =
      List.of(
          List.of("gelu", "x * (1 + erf(x / 2 ** 0.5)) / 2"),
          List.of("gelu tanh", "x * (1 + tanh(0.7978845608 * (x + 0.044715 * x ** 3))) / 2"),
          List.of("gelu tanh", "x * (1 + tanh(0.7978845608 * x * (1 + 0.044715 * x ** 2))) / 2"),
          List.of("silu", "x * sigmoid(x)"),
          List.of("silu", "x / (1 + exp(-x))"),
          List.of("sigmoid", "1 / (1 + exp(-x))"),
          List.of("mish", "x * tanh(softplus(x))"),
          List.of("mish", "x * tanh(log(1 + exp(x)))"),
          List.of("softplus", "log(1 + exp(x))"),
          List.of("softplus", "where(greater(x, 20), x, softplus(x))"),
          List.of("hard_swish", "x * clip(x + 3, 0, 6) / 6"),
          List.of("hard_swish", "x * clip(x / 6 + 0.5, 0, 1)"),
          List.of("hard_sigmoid", "clip(x + 3, 0, 6) / 6"),
          List.of("hard_sigmoid", "clip(x / 6 + 0.5, 0, 1)"),
          List.of("relu6", "clip(x, 0, 6)"));

  private static final Map<String, Form> KNOWN = new HashMap<>();

  /** How many ops a formula has, one behind the other. */
  private static final int DEEPEST = 12;

  private static final String X = "x";

  static {
    for (List<String> line : LINES) {
      String[] words = line.get(0).split(" ");
      Form form =
          words.length == 1
              ? Form.Call.of(words[0])
              : Form.Call.of(words[0], "approximate", words[1]);
      KNOWN.put(of(Parser.value(Source.of(line.get(0), line.get(1)))).toString(), form);
    }
  }

  private static final Map<Class<? extends Op>, String> FUNCTIONS =
      Map.of(
          Erf.class, "erf",
          Tanh.class, "tanh",
          Sigmoid.class, "sigmoid",
          Softplus.class, "softplus",
          Exp.class, "exp",
          Log.class, "log",
          Sqrt.class, "sqrt",
          Where.class, "where",
          Greater.class, "greater");

  private Formulas() {}

  /** The activation whose formula ends with a node. */
  static Optional<Site> at(Node node, Wiring g) {
    if (node.outputs().size() != 1 || !isPart(node.op())) {
      return Optional.empty();
    }
    for (Value x : below(node, g)) {
      Optional<Form> form = of(node.output(), x, g, DEEPEST).map(s -> KNOWN.get(s.toString()));
      if (form.isPresent()) {
        return Optional.of(Site.of(form.get(), x, node.output()));
      }
    }
    return Optional.empty();
  }

  private static boolean isPart(Op op) {
    return FUNCTIONS.containsKey(op.getClass())
        || op instanceof Add
        || op instanceof Sub
        || op instanceof Mul
        || op instanceof Div
        || op instanceof Pow
        || op instanceof Neg
        || op instanceof Clip
        || op instanceof HardSigmoid;
  }

  /** What the formula may be one of: values that a node comes from by parts, the nearest first. */
  private static Set<Value> below(Node node, Wiring g) {
    Set<Value> seen = new LinkedHashSet<>();
    List<Node> level = List.of(node);
    for (int depth = 0; depth < DEEPEST && !level.isEmpty() && seen.size() < 32; depth++) {
      List<Node> next = new ArrayList<>();
      for (Node n : level) {
        for (Value v : n.inputs()) {
          if (g.constant(v).isEmpty() && v.type().batched() && seen.add(v)) {
            g.maker(v).filter(m -> isPart(m.op())).ifPresent(next::add);
          }
        }
      }
      level = next;
    }
    return seen;
  }

  /** What a value is of x; empty if it depends on other values, or on other ops. */
  private static Optional<Sum> of(Value v, Value x, Wiring g, int depth) {
    if (v.equals(x)) {
      return Optional.of(Sum.of(X));
    }
    Optional<Double> number = g.number(v);
    if (number.isPresent()) {
      return number.map(Sum::number);
    }
    Optional<Node> maker = g.maker(v).filter(n -> isPart(n.op()) && depth > 0);
    if (maker.isEmpty()) {
      return Optional.empty();
    }
    List<Sum> in = new ArrayList<>();
    for (Value each : maker.get().inputs()) {
      of(each, x, g, depth - 1).ifPresent(in::add);
    }
    return in.size() < maker.get().inputs().size()
        ? Optional.empty()
        : Optional.of(of(maker.get().op(), in));
  }

  private static Sum of(Op op, List<Sum> in) {
    Sum a = in.get(0);
    if (op instanceof HardSigmoid h) {
      Sum line = a.scaled(Numbers.brief(h.alpha())).plus(Sum.number(h.beta()));
      return Sum.function("clip", line, Sum.number(0), Sum.number(1));
    }
    if (op instanceof Neg) {
      return a.scaled(-1);
    }
    if (FUNCTIONS.containsKey(op.getClass())) {
      return Sum.function(FUNCTIONS.get(op.getClass()), in.toArray(Sum[]::new));
    }
    return op instanceof Clip
        ? Sum.function("clip", in.toArray(Sum[]::new))
        : infix(sign(op), a, in.get(1));
  }

  private static String sign(Op op) {
    return op instanceof Add
        ? "+"
        : op instanceof Sub ? "-" : op instanceof Mul ? "*" : op instanceof Div ? "/" : "**";
  }

  private static Sum infix(String sign, Sum a, Sum b) {
    return switch (sign) {
      case "+" -> a.plus(b);
      case "-" -> a.plus(b.scaled(-1));
      case "*" -> a.times(b);
      case "/" -> a.over(b);
      default -> a.power(b);
    };
  }

  private static Sum of(Expression e) {
    if (e instanceof Expression.Int i) {
      return Sum.number((double) i.value());
    }
    if (e instanceof Expression.Real r) {
      return Sum.number(r.value());
    }
    if (e instanceof Expression.Unary u) {
      return of(u.operand()).scaled(-1);
    }
    if (e instanceof Expression.Binary b) {
      return infix(b.operator(), of(b.left()), of(b.right()));
    }
    if (e instanceof Expression.Call c) {
      String name = ((Expression.Reference) c.callee()).name();
      return Sum.function(name, c.arguments().stream().map(a -> of(a.value())).toArray(Sum[]::new));
    }
    return Sum.of(((Expression.Reference) e).name());
  }
}
