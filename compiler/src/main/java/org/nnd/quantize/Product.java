package org.nnd.quantize;

import java.util.Optional;
import org.nnd.ir.ElementType;
import org.nnd.ir.Node;
import org.nnd.ir.Tensor;
import org.nnd.ir.Value;
import org.nnd.op.Conv;
import org.nnd.op.Gemm;
import org.nnd.op.MatMul;

/**
 * A product of values with weights: where a network computes most, and where processors multiply
 * whole numbers fast.
 *
 * @param node a convolution, or a product of matrices
 * @param weights the constant factor
 * @param axis the axis of the weights with a place for each number that comes out
 * @param bias what is added to each of them, if there is something
 */
record Product(Node node, Tensor weights, int axis, Optional<Tensor> bias) {

  /** The product that a node is, if it is one. */
  static Optional<Product> of(Node node, Rewriting in) {
    if (node.inputs().size() < 2
        || node.inputs().get(0).element() != ElementType.FLOAT
        || in.numbers(node.inputs().get(0)).isPresent()) {
      return Optional.empty();
    }
    Optional<Tensor> weights = in.numbers(node.inputs().get(1));
    Optional<Tensor> bias =
        node.inputs().size() > 2 ? in.numbers(node.inputs().get(2)) : Optional.empty();
    if (weights.isEmpty() || (node.inputs().size() > 2 && bias.isEmpty())) {
      return Optional.empty();
    }
    Product product = new Product(node, weights.get(), axis(node), bias);
    return product.fits() ? Optional.of(product) : Optional.empty();
  }

  private static int axis(Node node) {
    return node.op() instanceof Conv || (node.op() instanceof Gemm g && g.transB()) ? 0 : 1;
  }

  private boolean fits() {
    boolean kind =
        node.op() instanceof Conv
            || (node.op() instanceof Gemm g && !g.transA())
            || (node.op() instanceof MatMul && weights.type().shape().rank() == 2);
    return kind
        && bias.stream()
            .allMatch(b -> b.type().shape().equals(weights.type().shape().slice(axis, axis + 1)));
  }

  /** What is multiplied. */
  Value x() {
    return node.inputs().get(0);
  }

  /** The name of the weights. */
  String name() {
    return node.inputs().get(1).name();
  }

  /** The name of the bias. */
  String biasName() {
    return node.inputs().get(2).name();
  }

  boolean isConv() {
    return node.op() instanceof Conv;
  }
}
