package org.nnd.train;

import static org.nnd.op.ArgMax.argMax;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Reshape.reshape;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;

/**
 * What a prediction says, as class indices in a row, and the labels in the same order: the class
 * with the highest score ({@link ClassAxis}), or 1 where the only score is above 0 ({@link YesNo}).
 */
record Decisions(Value decided, Value actual) {

  static TensorType label(ClassAxis classes, TensorType scores) {
    return YesNo.single(scores) ? YesNo.label(scores) : classes.label(scores);
  }

  /** Refuses scores and labels that don't fit each other. */
  static void check(ClassAxis classes, List<TensorType> in) {
    if (YesNo.fits(in.get(0), in.get(1))) {
      YesNo.check(classes.name(), in.get(0), in.get(1));
    } else {
      classes.check(in);
    }
  }

  /** The number of classes. */
  static long classes(ClassAxis classes, TensorType scores, TensorType label) {
    return YesNo.fits(scores, label) ? 2 : classes.classes(scores);
  }

  static Decisions of(Builder g, ClassAxis classes, Value scores, Value labels) {
    Value decided;
    Value actual;
    if (YesNo.fits(scores.type(), labels.type())) {
      decided = cast(g, greater(g, scores, g.constant(0, scores)), ElementType.INT64);
      Value like = cast(g, labels, scores.element());
      actual = cast(g, greater(g, like, g.constant(0.5, like)), ElementType.INT64);
    } else {
      decided = argMax(g, 1, classes.rows(g, scores));
      actual = labels;
    }
    return new Decisions(flat(g, decided), flat(g, actual));
  }

  private static Value flat(Builder g, Value x) {
    return reshape(g, x, Shape.of(x.shape().elements()));
  }
}
