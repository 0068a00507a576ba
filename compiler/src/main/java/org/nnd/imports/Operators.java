package org.nnd.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nnd.call.Datum;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Operator;
import org.nnd.op.Foreign;
import org.nnd.source.Diagnostic;
import org.nnd.source.NndException;

/** What no layer stands for stays an operator of ONNX. */
final class Operators {
  /** Constants with more numbers than this are weights, not words of the text. */
  private static final long WORDS = 16;

  private Operators() {}

  /**
   * The operator that makes a value.
   *
   * @throws NndException if the examples aren't on the first axis (NND0620), or a part of it can't
   *     be said in a text (NND0621)
   */
  static List<Site> at(Value v, Wiring g) {
    Optional<Node> maker = g.maker(v);
    if (maker.isEmpty()) {
      return List.of(constant(v, g));
    }
    Node n = maker.get();
    n.outputs().forEach(y -> check(y, n));
    n.inputs().forEach(x -> check(x, n));
    sayable(n);
    List<Site> sites = new ArrayList<>();
    List<Value> inputs = new ArrayList<>();
    for (Value x : n.inputs()) {
      inputs.add(x);
    }
    Op op = n.op();
    List<Integer> places = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < inputs.size(); i++) {
      at += op.leftOutBefore(i);
      places.add(at++);
    }
    for (Tensor t : op.constants()) {
      Value c = new Value(n.name() + "/constant " + at, t.type());
      sites.add(literal(c, t));
      inputs.add(c);
      places.add(at++);
    }
    List<TensorType> types = n.outputs().stream().map(Value::type).toList();
    Foreign foreign =
        op instanceof Foreign f
            ? f
            : new Foreign(
                op.name(),
                op.domain(),
                0,
                op.attributes(),
                places,
                IntStream.range(0, types.size()).boxed().toList(),
                types,
                0);
    sites.add(0, Site.of(new Form.Onnx(new Operator(foreign)), inputs, n.outputs()));
    return sites;
  }

  /** What a text names by its type: an input, a constant. */
  static void sayable(String what, Value v) {
    if (!ElementType.words().contains(v.element().toString())) {
      throw new NndException(
          Diagnostic.of(
                  "NND0610",
                  what
                      + " "
                      + v.name()
                      + ": "
                      + v.type()
                      + " can't be said in a text, which has no word for its elements")
              .note("a text names " + String.join(", ", ElementType.words()))
              .help("export the model before its numbers get fewer bits, or without its texts"));
    }
  }

  /** Graphs and tensors that are attributes have no words. */
  private static void sayable(Node n) {
    if (n.op().attributes().values().stream()
        .anyMatch(a -> a instanceof Graph || a instanceof Tensor)) {
      throw new NndException(
          Diagnostic.of(
                  "NND0621",
                  "node "
                      + n.name()
                      + " ("
                      + (n.op() instanceof Foreign f ? f : n.op().name())
                      + ") has a graph or a tensor as an attribute, which a text can't say")
              .help(
                  "export the model without it, or cut it at the value before it: nnd import --until NAME"));
    }
  }

  /** A value has no axis of examples, or it is the first one. */
  private static void check(Value v, Node n) {
    Shape s = v.shape();
    for (int i = 1; i < s.rank(); i++) {
      if (mentions(s.dim(i))) {
        throw fixed(v, n, "the examples stand on axis " + i + " of it");
      }
    }
    if (s.rank() > 0 && !v.type().batched() && mentions(s.dim(0))) {
      throw fixed(v, n, "its first axis holds the examples and more");
    }
  }

  private static boolean mentions(Dim d) {
    return d instanceof Dim.Named named
        && Arrays.asList(named.name().split("[^A-Za-z0-9_]+")).contains(Dim.BATCH.toString());
  }

  private static NndException fixed(Value v, Node n, String why) {
    return new NndException(
        Diagnostic.of(
                "NND0620",
                "node "
                    + n.name()
                    + " ("
                    + n.op().name()
                    + ") is no layer here, and its value "
                    + v.name()
                    + ": "
                    + v.type()
                    + " can't be said in a text: "
                    + why)
            .note("a text speaks of one example; what it can't part from others is no value of it")
            .help(
                "export the model with the examples on the first axis of what goes into the node, or cut"
                    + " it before that: nnd import --until NAME"));
  }

  /** A constant as words if it is small, else as a parameter. */
  static Site constant(Value v, Wiring g) {
    Tensor t = g.constant(v).orElseThrow();
    return literal(v, t);
  }

  /** The numbers of a value that the graph may not have. */
  static Site literal(Value v, Tensor t) {
    boolean few = t.type().shape().size().orElse(0) <= WORDS;
    boolean whole = !t.type().element().isFloat();
    sayable("constant", v);
    if (few && whole) {
      Form form =
          Form.Call.of(
              "numbers",
              "numbers",
              words(Array.of(t), 0, 0),
              "element",
              t.type().element().toString());
      return Site.of(form, List.of(), List.of(v));
    }
    List<Long> lengths = Arrays.stream(t.type().shape().sizes()).boxed().toList();
    if (lengths.isEmpty()) {
      Form form =
          Form.Call.of(
              "numbers",
              "numbers",
              Numbers.datum(Array.of(t).numbers()[0]),
              "element",
              t.type().element().toString());
      return Site.of(form, List.of(), List.of(v));
    }
    Form form =
        Form.Call.of("parameter", "lengths", lengths, "element", t.type().element().toString());
    return Site.of(form, List.of(), List.of(v)).with(Map.of("weight", t), List.of(v));
  }

  private static Datum words(Array a, int axis, int from) {
    if (axis == a.rank()) {
      return Numbers.datum(a.numbers()[from]);
    }
    int inner = a.numbers().length;
    for (int i = 0; i <= axis; i++) {
      inner /= Math.max(1, a.shape()[i]);
    }
    List<Datum> all = new ArrayList<>();
    for (int i = 0; i < a.shape()[axis]; i++) {
      all.add(words(a, axis + 1, from + i * inner));
    }
    return new Datum.ListOf(all);
  }

  /** The arguments of a call behind the operator's name. */
  static Map<String, Datum> arguments(Operator o, List<Value> inputs) {
    Foreign op = o.op();
    Map<String, Datum> all = new java.util.LinkedHashMap<>();
    new TreeMap<>(op.attributes()).forEach((name, value) -> all.put(name, datum(value)));
    if (!op.domain().isEmpty()) {
      all.put("domain", new Datum.Text(op.domain()));
    }
    if (op.since() > 0) {
      all.put("since", new Datum.Int(op.since()));
    }
    places(all, "inputs", op.inputs());
    places(all, "outputs", op.outputs());
    boolean examples = inputs.stream().anyMatch(v -> v.type().batched());
    if (!inputs.isEmpty() && op.types().equals(List.of(inputs.get(0).type()))) {
      return all;
    }
    List<Datum> types =
        op.types().stream().<Datum>map(t -> new Datum.Text(t.perExample().toString())).toList();
    all.put("gives", types.size() == 1 ? types.get(0) : new Datum.ListOf(types));
    if (examples && op.types().stream().noneMatch(TensorType::batched)) {
      all.put("examples", new Datum.Bool(false));
    }
    return all;
  }

  private static void places(Map<String, Datum> all, String name, List<Integer> places) {
    if (!places.equals(IntStream.range(0, places.size()).boxed().toList())) {
      all.put(name, new Datum.ListOf(places.stream().<Datum>map(i -> new Datum.Int(i)).toList()));
    }
  }

  private static Datum datum(Object value) {
    if (value instanceof Long i) {
      return new Datum.Int(i);
    }
    if (value instanceof Double d) {
      return new Datum.Real(Numbers.brief(d));
    }
    if (value instanceof String s) {
      return new Datum.Text(s);
    }
    if (value instanceof long[] wholes) {
      return new Datum.ListOf(Arrays.stream(wholes).<Datum>mapToObj(Datum.Int::new).toList());
    }
    if (value instanceof double[] numbers) {
      return new Datum.ListOf(
          Arrays.stream(numbers).<Datum>mapToObj(x -> new Datum.Real(Numbers.brief(x))).toList());
    }
    return new Datum.ListOf(
        ((List<?>) value).stream().<Datum>map(t -> new Datum.Text((String) t)).toList());
  }
}
