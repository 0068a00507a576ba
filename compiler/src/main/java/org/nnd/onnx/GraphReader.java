package org.nnd.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.nnd.ir.Dim;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.onnx.proto.AttributeProto;
import org.nnd.onnx.proto.GraphProto;
import org.nnd.onnx.proto.NodeProto;
import org.nnd.onnx.proto.TensorProto;
import org.nnd.onnx.proto.ValueInfoProto;
import org.nnd.op.Foreign;
import org.nnd.source.NndException;

/**
 * One graph of a file, or the body of a loop in it, as a {@link Graph}: node by node, each with the
 * types that its op infers.
 */
final class GraphReader {
  private final ModelReader model;
  private final Optional<GraphReader> outer;
  private final GraphProto proto;
  private final UnaryOperator<String> names;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Tensor> constants = new HashMap<>();
  private final Map<String, Numbers> numbers = new HashMap<>();
  private final Map<String, ValueInfoProto> declared = new HashMap<>();
  private final Set<String> madeHere = new HashSet<>();
  private final Set<String> read = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();
  private final List<Value> inputs = new ArrayList<>();
  private final Map<Value, Tensor> initializers = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final Map<String, Value> captured = new LinkedHashMap<>();

  private GraphReader(
      ModelReader model,
      Optional<GraphReader> outer,
      GraphProto proto,
      UnaryOperator<String> names) {
    this.model = model;
    this.outer = outer;
    this.proto = proto;
    this.names = names;
    Stream.concat(proto.getValueInfoList().stream(), proto.getOutputList().stream())
        .forEach(v -> declared.put(v.getName(), v));
    proto.getNodeList().forEach(n -> madeHere.addAll(n.getOutputList()));
    collectRead(proto);
  }

  /** Names that nodes and outputs read, in bodies too. */
  private void collectRead(GraphProto graph) {
    graph.getOutputList().forEach(v -> read.add(v.getName()));
    for (NodeProto n : graph.getNodeList()) {
      read.addAll(n.getInputList());
      n.getAttributeList().stream().filter(a -> a.hasG()).forEach(a -> collectRead(a.getG()));
    }
  }

  /** The graph of a model. */
  static Graph read(ModelReader model, GraphProto proto) {
    GraphReader reader = new GraphReader(model, Optional.empty(), proto, n -> n);
    reader.read(List.of());
    return reader.graph(List.of());
  }

  private void read(List<Optional<TensorType>> handed) {
    if (proto.getSparseInitializerCount() > 0) {
      throw model.unread("sparse initializers");
    }
    Set<String> fed = new HashSet<>();
    for (int i = 0; i < proto.getInputCount(); i++) {
      ValueInfoProto info = proto.getInput(i);
      fed.add(info.getName());
      input(info, i < handed.size() ? handed.get(i) : Optional.empty());
    }
    for (TensorProto t : proto.getInitializerList()) {
      initializer(t, fed.contains(t.getName()));
    }
    proto.getNodeList().forEach(this::node);
    if (proto.getOutputCount() == 0) {
      throw model.complaint().malformed(named() + " has no outputs");
    }
    for (ValueInfoProto info : proto.getOutputList()) {
      Value v = value(info.getName(), "the outputs read");
      if (outputs.put(names.apply(info.getName()), v) != null) {
        throw model.complaint().malformed("two outputs are called " + info.getName());
      }
      declared(info.getName())
          .filter(t -> t.element() != v.element())
          .ifPresent(
              t -> {
                throw model
                    .complaint()
                    .malformed(
                        "output " + info.getName() + " should have " + t + ", and is " + v.type());
              });
    }
  }

  private String named() {
    return proto.getName().isEmpty() ? "the graph" : "graph " + proto.getName();
  }

  private void input(ValueInfoProto info, Optional<TensorType> handed) {
    boolean constant = model.initializersAreConstant() && isInitializer(info.getName());
    if (!constant) {
      TensorType type =
          type(info, handed).orElseThrow(() -> model.untyped("input " + info.getName()));
      inputs.add(define(info.getName(), type));
    }
  }

  private Optional<TensorType> type(ValueInfoProto info, Optional<TensorType> handed) {
    Optional<TensorType> told = model.types().of(info);
    return model
        .batch()
        .flatMap(b -> outer.isPresent() ? handed : told.map(t -> b.input(info.getName(), t)))
        .or(() -> told)
        .or(() -> handed);
  }

  private boolean isInitializer(String name) {
    return proto.getInitializerList().stream().anyMatch(t -> t.getName().equals(name));
  }

  private void initializer(TensorProto t, boolean fed) {
    Tensor numbers = model.tensors().read(t);
    if (!fed || model.initializersAreConstant()) {
      constant(t.getName(), numbers);
      return;
    }
    Value v = values.get(t.getName());
    if (initializers.containsKey(v)) {
      throw model.complaint().malformed(t.getName() + " is defined twice");
    }
    if (!v.type().equals(numbers.type())) {
      throw model
          .complaint()
          .malformed("input " + v + " has numbers of type " + numbers.type() + " by default");
    }
    initializers.put(v, numbers);
  }

  private void constant(String name, Tensor tensor) {
    initializers.put(define(name, tensor.type()), tensor);
    constants.put(name, tensor);
    Numbers.of(tensor).ifPresent(n -> numbers.put(name, n));
  }

  private Value define(String name, TensorType type) {
    if (name.isEmpty()) {
      throw model.complaint().malformed("a value has no name");
    }
    Value v = new Value(names.apply(name), type);
    if (values.put(name, v) != null || (outer.isPresent() && outer.get().sees(name))) {
      throw model.complaint().malformed(name + " is defined twice");
    }
    return v;
  }

  private boolean sees(String name) {
    return values.containsKey(name) || (outer.isPresent() && outer.get().sees(name));
  }

  /** A value by its name, from an outer graph if it isn't here. */
  Value value(String name, NodeProto user) {
    return value(name, describe(user) + " reads");
  }

  private Value value(String name, String user) {
    Value own = values.get(name);
    if (own != null) {
      return own;
    }
    if (captured.containsKey(name)) {
      return captured.get(name);
    }
    if (madeHere.contains(name)) {
      throw model
          .complaint()
          .malformed(
              user + " " + name + " before it is made: the nodes are in no order, or in a circle");
    }
    if (outer.isEmpty()) {
      throw model.complaint().malformed(user + " " + name + ", which nothing makes");
    }
    Value there = outer.get().value(name, user);
    captured.put(name, there);
    return there;
  }

  /** Numbers that no run changes. */
  Optional<Tensor> constant(String name) {
    if (constants.containsKey(name)) {
      return Optional.of(constants.get(name));
    }
    Numbers known = numbers.get(name);
    return known != null
        ? known.tensor(values.get(name).element())
        : values.containsKey(name) ? Optional.empty() : outer.flatMap(o -> o.constant(name));
  }

  /** Whole numbers computed from lengths. */
  Optional<Numbers> numbers(String name) {
    return numbers.containsKey(name)
        ? Optional.of(numbers.get(name))
        : values.containsKey(name) ? Optional.empty() : outer.flatMap(o -> o.numbers(name));
  }

  /** A value's type as the file tells it. */
  Optional<TensorType> declared(String name) {
    return Optional.ofNullable(declared.get(name)).flatMap(model.types()::of);
  }

  /** A type that the file tells of a node's output, with the batch free where an input has it. */
  TensorType freed(TensorType told, NodeView n) {
    return model.batch().map(b -> b.output(told, n)).orElse(told);
  }

  /** A name for a length that only a run can tell: the file's if it has one. */
  Dim unknown(String value, int axis) {
    return declared(value)
        .filter(t -> axis < t.shape().rank())
        .map(t -> t.shape().dim(axis))
        .orElseGet(() -> model.types().unknown(value, axis));
  }

  private void node(NodeProto raw) {
    model.checkAge(raw, describe(raw));
    node(raw, model.version());
  }

  /**
   * Reads a node.
   *
   * @param version the operator set in which it is written
   */
  private void node(NodeProto raw, long version) {
    if (raw.getOpType().isEmpty()) {
      throw model.complaint().malformed(describe(raw) + " has no operator");
    }
    String domain = model.domain(raw, describe(raw));
    NodeProto n = raw.toBuilder().setDomain(domain).build();
    NodeView view = new NodeView(this, n, attributes(n));
    Optional<OpsetConversion.Entry> older =
        domain.isEmpty() ? OpsetConversion.of(n.getOpType(), version) : Optional.empty();
    if (older.isPresent()) {
      converted(view, older.get());
      return;
    }
    if (model.batch().isPresent() && domain.isEmpty() && version != FreeBatch.DONE) {
      List<NodeProto> freed = attempt(view, model.batch().get()::rewritten);
      if (!freed.isEmpty()) {
        freed.forEach(x -> node(x, FreeBatch.DONE));
        return;
      }
    }
    if (n.getOpType().equals("Constant") && domain.isEmpty()) {
      if (n.getOutputCount() != 1) {
        throw complaint("NND0605", n, "a constant has one output");
      }
      constant(n.getOutput(0), Constants.of(view));
      return;
    }
    if (domain.isEmpty()) {
      model.since(n, describe(n));
      count(view);
    }
    Optional<Numbers> known =
        domain.isEmpty() && view.gives(0) ? ShapeArithmetic.of(view) : Optional.empty();
    Node node = typed(view).orElseGet(() -> foreign(view));
    nodes.add(node);
    known.ifPresent(k -> numbers.put(n.getOutput(0), k));
  }

  /** An operator has as many inputs as it says. */
  private static void count(NodeView n) {
    long fewest = Operators.fewest(n.operator());
    boolean there = n.inputs() >= fewest && n.inputs() <= Operators.most(n.operator());
    for (int i = 0; i < fewest && there; i++) {
      there = n.has(i);
    }
    if (!there) {
      throw n.complaint("the operator has other inputs");
    }
  }

  private void converted(NodeView view, OpsetConversion.Entry older) {
    attempt(view, older.rule()).forEach(n -> node(n, older.until()));
  }

  private List<NodeProto> attempt(NodeView view, OpsetConversion.Rule rule) {
    try {
      return rule.of(new Rewriting(view, this));
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | NoSuchElementException
        | ArithmeticException e) {
      throw view.complaint("it can't take what it is given");
    }
  }

  /** The node with an op that does exactly what it does, if there is one. */
  private Optional<Node> typed(NodeView view) {
    return view.typed(model.rules(view.proto()))
        .map(t -> node(view, t.op(), t.inputs().stream().map(view::value).toList(), t.types()));
  }

  /** Whether a node or the outputs read a value. */
  boolean isRead(String name) {
    return read.contains(name);
  }

  private Node node(NodeView view, Op op, List<Value> in, List<TensorType> types) {
    String name = nodeName(view);
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      boolean named =
          view.gives(i) && (i < op.requiredOutputs() || read.contains(view.proto().getOutput(i)));
      String told = named ? view.proto().getOutput(i) : free(name + "." + i);
      results.add(define(told, types.get(i)));
    }
    return new Node(name, op, in, results);
  }

  /** A name that no value of the file has. */
  String free(String wish) {
    String name = wish;
    while (sees(name) || madeHere.contains(name)) {
      name += "'";
    }
    return name;
  }

  private String nodeName(NodeView view) {
    String told = view.proto().getName();
    String wish = told.isEmpty() ? view.operator() + "_" + (nodes.size() + 1) : names.apply(told);
    while (!nodeNames.add(wish)) {
      wish += "'";
    }
    return wish;
  }

  private Node foreign(NodeView view) {
    NodeProto n = view.proto();
    String name = nodeName(view);
    Set<String> shared = new LinkedHashSet<>();
    Map<String, GraphReader> bodies = new TreeMap<>();
    Map<String, Object> attributes = new TreeMap<>(view.attributes());
    attributes.forEach(
        (key, value) -> {
          if (value instanceof GraphProto body) {
            GraphReader reader =
                new GraphReader(model, Optional.of(this), body, stripped(body, n.getName()));
            reader.read(ForeignTypes.handed(view, reader.proto));
            bodies.put(key, reader);
            shared.addAll(reader.captured.keySet());
          }
        });
    List<String> read = List.copyOf(shared);
    bodies.forEach((key, reader) -> attributes.put(key, reader.graph(read)));
    List<TensorType> types = types(view, attributes);
    List<Value> in = new ArrayList<>();
    view.given().forEach(i -> in.add(view.value(i)));
    read.forEach(v -> in.add(value(v, n)));
    long since = Math.max(model.since(n, describe(n)), newest(n, in, types));
    Foreign op =
        new Foreign(
            n.getOpType(),
            n.getDomain(),
            since,
            attributes,
            view.given(),
            view.outputs(),
            types,
            read.size());
    List<Value> results = new ArrayList<>();
    for (int i : view.outputs()) {
      results.add(define(n.getOutput(i), types.get(results.size())));
    }
    return new Node(name, op, in, results);
  }

  /** The operator set that has all element types of one of ONNX's own operators. */
  private static long newest(NodeProto n, List<Value> in, List<TensorType> out) {
    return n.getDomain().isEmpty()
        ? Stream.concat(in.stream().map(Value::type), out.stream())
            .mapToLong(t -> Operators.since(t.element()))
            .max()
            .orElse(0)
        : 0;
  }

  private List<TensorType> types(NodeView view, Map<String, Object> attributes) {
    List<Optional<TensorType>> inferred = ForeignTypes.of(view, attributes);
    List<TensorType> types = new ArrayList<>();
    for (int i : view.outputs()) {
      Optional<TensorType> known = i < inferred.size() ? inferred.get(i) : Optional.empty();
      types.add(
          known
              .or(() -> view.declared(i))
              .orElseThrow(
                  () ->
                      model.untyped(
                          "value "
                              + view.proto().getOutput(i)
                              + ", which "
                              + describe(view.proto())
                              + " makes,")));
    }
    return types;
  }

  /**
   * Names in a body without the node's name before them, if all have it, as {@link GraphWriter}
   * does.
   */
  private static UnaryOperator<String> stripped(GraphProto body, String node) {
    String prefix = node + "/";
    Stream<String> own =
        Stream.of(
                body.getInputList().stream().map(ValueInfoProto::getName),
                body.getInitializerList().stream().map(TensorProto::getName),
                body.getNodeList().stream().flatMap(n -> n.getOutputList().stream()),
                body.getNodeList().stream().map(NodeProto::getName))
            .flatMap(s -> s)
            .filter(s -> !s.isEmpty());
    return own.allMatch(s -> s.startsWith(prefix))
        ? s -> s.startsWith(prefix) ? s.substring(prefix.length()) : s
        : s -> s;
  }

  /**
   * What was read.
   *
   * @param shared names of outer values that the graph takes behind its own inputs
   */
  private Graph graph(List<String> shared) {
    Set<String> own = new HashSet<>();
    inputs.forEach(v -> own.add(v.name()));
    initializers.keySet().forEach(v -> own.add(v.name()));
    nodes.forEach(n -> n.outputs().forEach(v -> own.add(v.name())));
    Map<Value, Value> inside = new HashMap<>();
    List<Value> all = new ArrayList<>(inputs);
    for (String name : shared) {
      Value there = captured.containsKey(name) ? captured.get(name) : outer.get().value(name, "");
      String free = there.name();
      while (!own.add(free)) {
        free += "'";
      }
      Value here = new Value(free, there.type());
      all.add(here);
      if (captured.containsKey(name)) {
        inside.put(there, here);
      }
    }
    List<Node> renamed = nodes.stream().map(n -> n.reading(now(inside, n.inputs()))).toList();
    Map<String, Value> results = new LinkedHashMap<>();
    outputs.forEach((as, v) -> results.put(as, inside.getOrDefault(v, v)));
    Set<Value> used = new HashSet<>(outputs.values());
    used.addAll(inputs);
    renamed.forEach(n -> used.addAll(n.inputs()));
    initializers.keySet().retainAll(used);
    return new Graph(names.apply(proto.getName()), all, initializers, renamed, results);
  }

  private static List<Value> now(Map<Value, Value> inside, List<Value> values) {
    return values.stream().map(v -> inside.getOrDefault(v, v)).toList();
  }

  private Map<String, Object> attributes(NodeProto n) {
    Map<String, Object> all = new TreeMap<>();
    for (AttributeProto a : n.getAttributeList()) {
      if (all.put(a.getName(), Constants.attribute(model, a, describe(n))) != null) {
        throw complaint("NND0605", n, "attribute " + a.getName() + " is there twice");
      }
    }
    return all;
  }

  NndException complaint(String code, NodeProto n, String message) {
    return model
        .complaint()
        .of(
            code,
            describe(n) + ": " + message,
            "the operator's page at onnx.ai tells what it takes");
  }

  private static String describe(NodeProto n) {
    String name =
        !n.getName().isEmpty()
            ? n.getName()
            : n.getOutputCount() > 0 ? "of " + n.getOutput(0) : "without a name";
    return "node " + name + " (" + n.getOpType() + ")";
  }
}
