package org.nnd.ir;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Nodes in an order in which each value stands before its uses; verified when made.
 *
 * @param name the graph's name
 * @param inputs what is fed at run time
 * @param initializers values with numbers of their own; one that is an input too is that input's
 *     default
 * @param nodes in order of execution
 * @param outputs what a run gives, by the name under which it gives it
 */
public record Graph(
    String name,
    List<Value> inputs,
    Map<Value, Tensor> initializers,
    List<Node> nodes,
    Map<String, Value> outputs) {

  public Graph {
    inputs = List.copyOf(inputs);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    nodes = List.copyOf(nodes);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    Verifier.verify(inputs, initializers, nodes, outputs);
  }

  /** How often each value is read, an output being read once more. */
  public Map<Value, Integer> uses() {
    Map<Value, Integer> uses = new HashMap<>();
    nodes.forEach(n -> n.inputs().forEach(v -> uses.merge(v, 1, Integer::sum)));
    outputs.values().forEach(v -> uses.merge(v, 1, Integer::sum));
    return uses;
  }

  /** The text form: one line a node, as a person reads a graph. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("graph ").append(name).append('(');
    out.append(inputs.stream().map(Value::toString).collect(Collectors.joining(", ")));
    out.append(") {\n");
    initializers.forEach(
        (v, t) -> out.append("  ").append(v).append(" := ").append(t.type()).append('\n'));
    for (Node n : nodes) {
      out.append("  ")
          .append(n.outputs().stream().map(Value::toString).collect(Collectors.joining(", ")))
          .append(" = ")
          .append(n.op())
          .append(
              n.inputs().stream().map(Value::name).collect(Collectors.joining(", ", "(", ")\n")));
    }
    outputs.forEach(
        (k, v) -> out.append("  return ").append(k).append(" = ").append(v.name()).append('\n'));
    return out.append("}\n").toString();
  }
}
