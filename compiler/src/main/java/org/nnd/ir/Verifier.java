package org.nnd.ir;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes a graph a graph: each value defined once and before its use, each type as inferred.
 */
final class Verifier {
  private Verifier() {}

  static void verify(
      List<Value> inputs,
      Map<Value, Tensor> initializers,
      List<Node> nodes,
      Map<String, Value> outputs) {
    Map<String, Value> defined = new HashMap<>();
    for (Value v : inputs) {
      define(defined, v);
    }
    Set<Value> fed = Set.copyOf(inputs);
    initializers.forEach(
        (v, t) -> {
          if (!v.type().equals(t.type())) {
            throw new IllegalStateException(v + " has numbers of type " + t.type());
          }
          if (!fed.contains(v)) {
            define(defined, v);
          }
        });
    for (Node n : nodes) {
      if (n.op() instanceof Composite) {
        throw new IllegalStateException(n + " stands in a graph as a whole");
      }
      use(defined, n.name(), n.inputs());
      List<TensorType> inferred = n.op().infer(n.inputs().stream().map(Value::type).toList());
      List<TensorType> given = n.outputs().stream().map(Value::type).toList();
      if (!inferred.equals(given)) {
        throw new IllegalStateException(n + " gives " + inferred + ", not " + given);
      }
      n.outputs().forEach(v -> define(defined, v));
    }
    use(defined, "an output", outputs.values());
  }

  private static void define(Map<String, Value> defined, Value v) {
    if (defined.put(v.name(), v) != null) {
      throw new IllegalStateException(v.name() + " is defined twice");
    }
  }

  private static void use(Map<String, Value> defined, String user, Collection<Value> used) {
    for (Value v : used) {
      Value found = defined.get(v.name());
      if (!v.equals(found)) {
        throw new IllegalStateException(
            user
                + " uses "
                + v
                + ", which is "
                + (found == null ? "not defined" : "defined as " + found));
      }
    }
  }
}
