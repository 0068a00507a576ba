package org.nnd.train;

import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Reshape.reshape;

import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * loss = Σ v · each / Σ v: what each example counts, or each label of it.
 *
 * <p>A value that is sent along, as the {@code sample_weight} of scikit-learn: a number for each
 * example, or of the labels' shape.
 */
final class ExampleWeight {
  /** What it is called in a text. */
  static final String NAME = "weight";

  private ExampleWeight() {}

  /** Refuses what is no number for each. */
  static void check(String loss, TensorType weight, TensorType scores, TensorType label) {
    Shape labels = label.shape();
    Shape shape = weight.shape();
    if (weight.element() != scores.element()
        || !(shape.equals(labels) || shape.equals(labels.slice(0, 1)))) {
      throw new Refusal(
          loss
              + "'s weight is a number for each example or each label, but this value is "
              + weight.perExample(),
          "make it an input of the model: input w: float");
    }
  }

  /** One for each label. */
  static Value spread(Builder g, Value weight, Value labels) {
    Shape column = weight.shape();
    while (column.rank() < labels.shape().rank()) {
      column = column.then(Shape.of(1));
    }
    return expandLike(g, reshape(g, weight, column), labels);
  }
}
