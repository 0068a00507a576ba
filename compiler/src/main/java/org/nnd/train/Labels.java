package org.nnd.train;

import java.util.List;
import org.nnd.call.Refusal;
import org.nnd.ir.TensorType;

/** What losses and metrics want of the labels. */
final class Labels {
  private Labels() {}

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

  /** Refuses anything but a prediction of floating-point numbers with labels of its type. */
  static void numbers(String name, List<TensorType> in) {
    TensorType prediction = in.get(0);
    if (!prediction.element().isFloat()) {
      throw new Refusal(
          name + " needs floating-point numbers, but the prediction is " + prediction.perExample());
    }
    check(name, prediction, in.get(1));
  }
}
