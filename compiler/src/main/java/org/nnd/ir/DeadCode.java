package org.nnd.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph without the nodes and numbers that no output needs; inputs stay. */
public final class DeadCode {
  private DeadCode() {}

  public static Graph remove(Graph graph) {
    Set<Value> live = new HashSet<>(graph.outputs().values());
    List<Node> kept = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (!Collections.disjoint(live, node.outputs())) {
        kept.add(node);
        live.addAll(node.inputs());
      }
    }
    Collections.reverse(kept);
    live.addAll(graph.inputs());
    Map<Value, Tensor> numbers = new LinkedHashMap<>(graph.initializers());
    numbers.keySet().retainAll(live);
    return new Graph(graph.name(), graph.inputs(), numbers, kept, graph.outputs());
  }

  /** The same without the inputs that no output needs, if some are left. */
  public static Graph removeInputs(Graph graph) {
    Graph live = remove(graph);
    Set<Value> read = new HashSet<>(live.outputs().values());
    live.nodes().forEach(n -> read.addAll(n.inputs()));
    List<Value> inputs = live.inputs().stream().filter(read::contains).toList();
    return inputs.isEmpty()
        ? live
        : new Graph(live.name(), inputs, live.initializers(), live.nodes(), live.outputs());
  }
}
