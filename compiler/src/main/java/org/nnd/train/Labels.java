package org.nnd.train;

import java.util.List;
import org.nnd.call.Refusal;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.TensorType;

/** What losses and metrics want of a prediction and its labels. */
final class Labels {
  private Labels() {}

  /** A class index for each row of scores. */
  static TensorType classes(String name, TensorType scores) {
    TensorType x = scores.perExample();
    if (x.shape().rank() == 0 || x.shape().last() instanceof Dim.Named || !x.element().isFloat()) {
      throw new Refusal(
          name + " expects a score for each class, but the prediction is " + x,
          "scores are what dense(classes) gives; they stand first: " + name + "(scores, label)");
    }
    TensorType label = new TensorType(ElementType.INT64, x.shape().slice(0, x.shape().rank() - 1));
    return scores.batched() ? label.batch() : label;
  }

  /** A single number, if the labels are class indices for the scores. */
  static List<TensorType> ofClasses(String name, List<TensorType> in) {
    return single(name, in, classes(name, in.get(0)));
  }

  /** A single number, if the labels are numbers as the prediction is. */
  static List<TensorType> ofNumbers(String name, List<TensorType> in) {
    if (!in.get(0).element().isFloat()) {
      throw new Refusal(
          name + " needs floating-point numbers, but the value is " + in.get(0).perExample());
    }
    return single(name, in, in.get(0));
  }

  private static List<TensorType> single(String name, List<TensorType> in, TensorType wanted) {
    TensorType label = in.get(1);
    if (!wanted.equals(label)) {
      throw new Refusal(
          name
              + " can't compare "
              + in.get(0).perExample()
              + " with "
              + label.perExample()
              + ": it needs "
              + wanted.perExample());
    }
    return List.of(TensorType.scalar(in.get(0).element()));
  }
}
