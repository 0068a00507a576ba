package org.nnd.ir;

import java.util.List;
import java.util.stream.Collectors;

/** An op applied to values. */
public record Node(String name, Op op, List<Value> inputs, List<Value> outputs) {
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The output of a node that has one. */
  public Value output() {
    if (outputs.size() != 1) {
      throw new IllegalStateException(name + " has " + outputs.size() + " outputs");
    }
    return outputs.get(0);
  }

  /** The same, applied to other values. */
  public Node reading(List<Value> others) {
    return new Node(name, op, others, outputs);
  }

  /** {@code name = op(inputs)}. */
  @Override
  public String toString() {
    return inputs.stream()
        .map(Value::toString)
        .collect(Collectors.joining(", ", name + " = " + op + "(", ")"));
  }
}
