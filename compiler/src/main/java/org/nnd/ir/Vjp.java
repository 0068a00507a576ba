package org.nnd.ir;

import java.util.List;

/**
 * What an op's gradient is made from.
 *
 * @param g where the gradient's nodes go
 * @param node the forward node
 * @param cotangents the gradient of the loss by each output, null for an output that the loss does
 *     not see
 */
public record Vjp(Builder g, Node node, List<Value> cotangents) {

  /** The forward node's input. */
  public Value x(int i) {
    return node.inputs().get(i);
  }

  /** The forward node's output. */
  public Value y(int i) {
    return node.outputs().get(i);
  }

  /** The gradient of the loss by the first output. */
  public Value dy() {
    return cotangents.get(0);
  }

  /** The gradient of the loss by an output, or null. */
  public Value dy(int i) {
    return cotangents.get(i);
  }
}
