package org.nnd.ir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes a graph, node by node; layers, gradients, losses and optimizers all use this one. */
public final class Builder {
  private final String name;
  private final Lowering lowering;
  private final Set<Value> inputs = new LinkedHashSet<>();
  private final Map<Value, Tensor> initializers = new LinkedHashMap<>();
  private final Map<Tensor, Value> constants = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final IdentityHashMap<Node, List<Node>> parts = new IdentityHashMap<>();
  private final Map<String, Value> outputs = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private String scope = "";

  public Builder(String name) {
    this(name, Lowering.NONE);
  }

  /** A graph for one kind of host. */
  public Builder(String name, Lowering lowering) {
    this.name = name;
    this.lowering = lowering;
  }

  /** Names of nodes and values made from here on start with this path. */
  public void scope(String path) {
    scope = path;
  }

  /** What stands before names now. */
  public String scope() {
    return scope;
  }

  private String unique(String wish) {
    String base = scope.isEmpty() ? wish : scope + "/" + wish;
    int count = taken.merge(base, 1, Integer::sum);
    return count == 1 ? base : unique(wish + "_" + count);
  }

  /** A value that is fed at run time, under exactly this name. */
  public Value input(String exactName, TensorType type) {
    return register(inputs, new Value(exactName, type));
  }

  private Value register(Collection<Value> list, Value v) {
    if (taken.merge(v.name(), 1, Integer::sum) != 1) {
      throw new IllegalStateException(v.name() + " is taken");
    }
    list.add(v);
    return v;
  }

  /** A value that is fed at run time or, where it is not, has these numbers. */
  public Value input(String exactName, Tensor byDefault) {
    Value v = input(exactName, byDefault.type());
    initializers.put(v, byDefault);
    return v;
  }

  /** A value with numbers of its own, under exactly this name. */
  public Value initializer(String exactName, Tensor numbers) {
    Value v = register(new ArrayList<>(), new Value(exactName, numbers.type()));
    initializers.put(v, numbers);
    return v;
  }

  /** A constant; equal constants are one value. */
  public Value constant(Tensor tensor) {
    return constants.computeIfAbsent(
        tensor,
        t -> {
          Value v = new Value(unique("const"), t.type());
          initializers.put(v, t);
          return v;
        });
  }

  /** A single number of the same element type as another value. */
  public Value constant(double number, Value like) {
    return constant(Tensor.scalar(like.element(), number));
  }

  /** Applies an op that has one output. */
  public Value apply(Op op, Value... of) {
    return node(op, List.of(of)).output();
  }

  /** Applies an op. */
  public Node node(Op op, List<Value> of) {
    Optional<Composite> lowered = lowering.of(op, of);
    if (lowered.isPresent() || op instanceof Composite) {
      return composite(op, lowered.orElseGet(() -> (Composite) op), of);
    }
    List<TensorType> types = op.infer(of.stream().map(Value::type).toList());
    String unique = unique(op.name());
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      results.add(new Value(types.size() == 1 ? unique : unique + "." + i, types.get(i)));
    }
    Node node = new Node(unique, op, of, results);
    nodes.add(node);
    return node;
  }

  private Node composite(Op op, Composite parts, List<Value> of) {
    String outer = scope;
    scope = unique(op.name());
    int from = nodes.size();
    List<Value> results = parts.compose(this, of);
    List<TensorType> types = op.infer(of.stream().map(Value::type).toList());
    if (!types.equals(results.stream().map(Value::type).toList())) {
      throw new IllegalStateException(op + " should give " + types + ", not " + results);
    }
    List<Node> written = nodes.subList(from, nodes.size());
    Node whole = new Node(scope, op, of, results);
    this.parts.put(whole, List.copyOf(written));
    written.clear();
    nodes.add(whole);
    scope = outer;
    return whole;
  }

  /** Names a value as a result of the graph. */
  public void output(String as, Value v) {
    if (outputs.put(as, v) != null) {
      throw new IllegalStateException("two outputs are called " + as);
    }
  }

  /** The nodes up to now, composite ops as wholes. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The node that made a value, composite ops as wholes. */
  public Optional<Node> maker(Value v) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (nodes.get(i).outputs().contains(v)) {
        return Optional.of(nodes.get(i));
      }
    }
    return Optional.empty();
  }

  /** Whether a value has numbers that no run changes. */
  public boolean isConstant(Value v) {
    return initializers.containsKey(v) && !inputs.contains(v);
  }

  /** The numbers of a value that {@link #constant} made. */
  public Optional<Tensor> literal(Value v) {
    return Optional.ofNullable(initializers.get(v)).filter(t -> v.equals(constants.get(t)));
  }

  /** The values with numbers of their own up to now. */
  public Map<Value, Tensor> initializers() {
    return new LinkedHashMap<>(initializers);
  }

  /** The graph as written, composite ops in their parts. */
  public Graph build() {
    return new Graph(
        name,
        List.copyOf(inputs),
        initializers,
        nodes.stream().flatMap(this::parts).toList(),
        outputs);
  }

  private Stream<Node> parts(Node node) {
    return parts.containsKey(node)
        ? parts.get(node).stream().flatMap(this::parts)
        : Stream.of(node);
  }
}
