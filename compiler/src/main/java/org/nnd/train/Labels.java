package org.nnd.train;

import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** What losses and metrics want of the labels. */
final class Labels {
  private Labels() {}

  /** A class index for each row of scores. */
  static TensorType classes(String name, TensorType scores) {
    TensorType x = scores.perExample();
    if (x.shape().rank() == 0 || x.shape().last() instanceof Dim.Named || !x.element().isFloat()) {
      throw new Refusal(
          name + " expects a score for each class, but the prediction is " + x,
          "end the network with dense(classes)");
    }
    TensorType label = new TensorType(ElementType.INT64, x.shape().slice(0, x.shape().rank() - 1));
    return scores.batched() ? label.batch() : label;
  }

  /** Refuses labels of another type than wanted. */
  static void check(String name, TensorType wanted, TensorType label) {
    if (!wanted.equals(label)) {
      throw new Refusal(
          name
              + " wants labels of type "
              + wanted.perExample()
              + " here, but they are "
              + label.perExample());
    }
  }
}
