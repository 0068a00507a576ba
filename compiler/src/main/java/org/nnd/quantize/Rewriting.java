package org.nnd.quantize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.pass.Passes;

/** A graph written anew, node by node, each value looked up by what it was. */
final class Rewriting {
  private final Graph old;
  private final Builder g;
  private final Map<Value, Value> now = new HashMap<>();
  private final Map<String, Tensor> added = new HashMap<>();

  /** Begins with the inputs and the numbers of a graph, under their names. */
  Rewriting(Graph old) {
    this.old = old;
    this.g = new Builder(old.name());
    for (Value v : old.inputs()) {
      Tensor byDefault = old.initializers().get(v);
      now.put(v, byDefault == null ? g.input(v.name(), v.type()) : g.input(v.name(), byDefault));
    }
    old.initializers().forEach((v, t) -> now.computeIfAbsent(v, x -> g.initializer(v.name(), t)));
  }

  /** Where new nodes go. */
  Builder g() {
    return g;
  }

  /** Names what follows as parts of what a node was part of. */
  void at(Node node) {
    int end = node.name().lastIndexOf('/');
    g.scope(end < 0 ? "" : node.name().substring(0, end));
  }

  /** What a value is now. */
  Value now(Value v) {
    return now.get(v);
  }

  List<Value> now(List<Value> values) {
    return values.stream().map(this::now).toList();
  }

  /** Says what a value is now. */
  void put(Value was, Value is) {
    now.put(was, is);
  }

  /** Writes a node as it was. */
  void keep(Node node) {
    put(node, g.node(node.op(), now(node.inputs())).outputs());
  }

  /** Says what the outputs of a node are now. */
  void put(Node node, List<Value> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      now.put(node.outputs().get(i), outputs.get(i));
    }
  }

  /** The numbers of a value, if no run changes them. */
  Optional<Tensor> numbers(Value v) {
    return old.inputs().contains(v)
        ? Optional.empty()
        : Optional.ofNullable(old.initializers().get(v));
  }

  /** Numbers under a name, or one like it; the same value for all who ask for the same. */
  Value named(String name, Tensor numbers) {
    String free = name;
    for (int i = 2; added.containsKey(free) && !added.get(free).equals(numbers); i++) {
      free = name + "_" + i;
    }
    if (added.putIfAbsent(free, numbers) == null) {
      return g.initializer(free, numbers);
    }
    return new Value(free, numbers.type());
  }

  /** The graph, its outputs being what they are now, without what no output needs. */
  Graph finish() {
    g.scope("");
    old.outputs().forEach((as, v) -> g.output(as, now(v)));
    return Passes.of(g.build());
  }
}
