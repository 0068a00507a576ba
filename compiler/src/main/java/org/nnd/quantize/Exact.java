package org.nnd.quantize;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.Value;
import org.nnd.op.Add;
import org.nnd.op.Div;
import org.nnd.op.Mul;
import org.nnd.op.Sub;

/**
 * The nodes of a graph that compute with floats: those of some ops, and sums and products of values
 * that all go into such a node, as the squares that a norm takes the mean of.
 */
final class Exact {
  private static final Set<Class<? extends Op>> ARITHMETIC =
      Set.of(Add.class, Div.class, Mul.class, Sub.class);

  private Exact() {}

  static Set<Node> of(Graph graph, Set<Class<? extends Op>> ops) {
    Map<Value, Boolean> wanted = new HashMap<>();
    graph.outputs().values().forEach(v -> wanted.put(v, false));
    Set<Node> exact = new HashSet<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      List<Value> out = node.outputs();
      boolean all = out.stream().allMatch(v -> wanted.getOrDefault(v, true));
      boolean here =
          ops.contains(node.op().getClass())
              || (ARITHMETIC.contains(node.op().getClass())
                  && all
                  && out.stream().anyMatch(wanted::containsKey));
      if (here) {
        exact.add(node);
      }
      node.inputs().forEach(v -> wanted.merge(v, here, Boolean::logicalAnd));
    }
    return exact;
  }
}
