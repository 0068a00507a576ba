package org.nnd.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Value;

/**
 * A walk over a graph's nodes in order: each is kept, or gives way to values that are there
 * already.
 */
final class Rewrite {
  private final Map<Value, Value> replaced = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private Rewrite() {}

  /** What becomes of one node, whose inputs are those of the new graph. */
  @FunctionalInterface
  interface Rule {

    /** The values that take the place of the node's outputs: its own, if it is kept. */
    List<Value> outputs(Node node, Rewrite so);
  }

  /** The graph that a rule makes of another one. */
  static Graph of(Graph graph, Rule rule) {
    Rewrite rewrite = new Rewrite();
    for (Node old : graph.nodes()) {
      Node node = old.reading(rewrite.now(old.inputs()));
      List<Value> outputs = rule.outputs(node, rewrite);
      for (int i = 0; i < outputs.size(); i++) {
        rewrite.replaced.put(old.outputs().get(i), outputs.get(i));
      }
    }
    Map<String, Value> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((as, v) -> outputs.put(as, rewrite.now(v)));
    return new Graph(graph.name(), graph.inputs(), graph.initializers(), rewrite.nodes, outputs);
  }

  /** Keeps a node. */
  List<Value> keep(Node node) {
    nodes.add(node);
    return node.outputs();
  }

  private Value now(Value v) {
    return replaced.getOrDefault(v, v);
  }

  private List<Value> now(List<Value> values) {
    return values.stream().map(this::now).toList();
  }
}
