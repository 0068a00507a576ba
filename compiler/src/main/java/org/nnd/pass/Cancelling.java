package org.nnd.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Graph;
import org.nnd.ir.Node;
import org.nnd.ir.Op;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/** Two transpositions are one, or none, and so are two reshapes; what changes nothing goes. */
final class Cancelling implements Pass {

  @Override
  public Graph of(Graph graph) {
    Map<Value, Node> makers = new HashMap<>();
    return Rewrite.of(
        graph,
        (node, rewrite) -> {
          Node one = joined(node, makers);
          if (one.op().isIdentity(types(one))) {
            return List.of(one.inputs().get(0));
          }
          one.outputs().forEach(v -> makers.put(v, one));
          return rewrite.keep(one);
        });
  }

  /** The node as one step from where its maker's input is, if there is such a step. */
  private static Node joined(Node node, Map<Value, Node> makers) {
    if (node.inputs().isEmpty() || !makers.containsKey(node.inputs().get(0))) {
      return node;
    }
    Node first = makers.get(node.inputs().get(0));
    Optional<Op> both = node.op().after(first.op(), types(first));
    if (both.isEmpty()) {
      return node;
    }
    List<Value> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, first.inputs().get(0));
    return new Node(node.name(), both.get(), inputs, node.outputs());
  }

  private static List<TensorType> types(Node node) {
    return node.inputs().stream().map(Value::type).toList();
  }
}
