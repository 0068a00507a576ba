package org.nnd.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nnd.ir.DeadCode;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Expand;
import org.nnd.op.Reshape;

/**
 * Targets of Reshape and Expand that a graph computes from lengths become constants where a
 * constant can say them, and what computed them goes.
 */
final class FoldedShapes {
  private FoldedShapes() {}

  static Graph of(Graph graph) {
    Map<Value, Tensor> numbers = new LinkedHashMap<>(graph.initializers());
    Set<String> taken = new HashSet<>();
    graph.inputs().forEach(v -> taken.add(v.name()));
    numbers.keySet().forEach(v -> taken.add(v.name()));
    graph.nodes().forEach(n -> n.outputs().forEach(v -> taken.add(v.name())));
    List<Node> nodes = new ArrayList<>();
    for (Node n : graph.nodes()) {
      Optional<long[]> sizes =
          n.inputs().size() > 1 && !numbers.containsKey(n.inputs().get(1))
              ? target(n)
              : Optional.empty();
      if (sizes.isPresent()) {
        String name = n.name() + ".target";
        while (!taken.add(name)) {
          name += "'";
        }
        Tensor tensor = Tensor.longs(sizes.get());
        Value constant = new Value(name, tensor.type());
        numbers.put(constant, tensor);
        nodes.add(n.reading(List.of(n.inputs().get(0), constant)));
      } else {
        nodes.add(n);
      }
    }
    return DeadCode.remove(
        new Graph(graph.name(), graph.inputs(), numbers, nodes, graph.outputs()));
  }

  private static Optional<long[]> target(Node n) {
    if (n.op() instanceof Reshape r) {
      return Reshape.target(n.inputs().get(0).shape(), r.to());
    }
    return n.op() instanceof Expand e
        ? Expand.target(n.inputs().get(0).shape(), e.to())
        : Optional.empty();
  }
}
