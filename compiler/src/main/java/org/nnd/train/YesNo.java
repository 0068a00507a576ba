package org.nnd.train;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Reshape.reshapeLike;

import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * One score for each label, which is 0 or 1: the score is a logit, above 0 for yes.
 *
 * <p>A single score for each example takes the number of one of two classes; more scores take as
 * many numbers. Labels may be whole numbers or not.
 */
final class YesNo {
  private YesNo() {}

  /** Whether a prediction holds a single number for each example. */
  static boolean single(TensorType scores) {
    return scores.perExample().shape().elements().equals(Dim.of(1));
  }

  /** The labels that a prediction is compared with, if nothing said so before. */
  static TensorType label(TensorType scores) {
    if (!single(scores)) {
      return scores;
    }
    TensorType label = TensorType.scalar(ElementType.INT64);
    return scores.batched() ? label.batch() : label;
  }

  /** Whether there is one score for each label. */
  static boolean fits(TensorType scores, TensorType label) {
    Shape x = scores.perExample().shape();
    Shape y = label.perExample().shape();
    return x.equals(y) || (single(scores) && single(label));
  }

  /** Refuses scores and labels that don't fit each other. */
  static void check(String name, TensorType scores, TensorType label) {
    if (!scores.element().isFloat()) {
      throw new Refusal(name + " expects scores, but the prediction is " + scores.perExample());
    }
    boolean number = label.element() == scores.element() || label.element() == ElementType.INT64;
    if (!number || !fits(scores, label)) {
      throw new Refusal(
          name
              + " wants a label for each score of "
              + scores.perExample()
              + ", but they are "
              + label.perExample());
    }
  }

  /** The labels with the scores' type. */
  static Value like(Builder g, Value labels, Value scores) {
    return reshapeLike(g, cast(g, labels, scores.element()), scores);
  }
}
