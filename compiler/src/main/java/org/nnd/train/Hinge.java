package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.GatherElements.gatherElements;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.Relu.relu;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * loss = mean of Σ max(0, margin - scores[label] + scores[j]) / C over the classes j other than the
 * label.
 *
 * <p>{@link ClassAxis} says how the scores lie. As PyTorch's MultiMarginLoss.
 */
public record Hinge(double margin, long axis) implements Classified {
  private static final Argument<Double> MARGIN =
      Argument.optional(
          "margin",
          ArgumentType.positive(),
          1.0,
          "how far the label's score should be above the others");

  static final Entry<Hinge> ENTRY =
      Entry.of(
              "hinge",
              "mean of Σ max(0, margin - scores[label] + scores[j]) / C",
              a -> new Hinge(a.get(MARGIN), a.get(ClassAxis.AXIS)),
              MARGIN,
              ClassAxis.AXIS)
          .taking(2, 2);

  private ClassAxis place() {
    return new ClassAxis("hinge", axis);
  }

  @Override
  public long classes(TensorType scores) {
    return place().classes(scores);
  }

  @Override
  public TensorType label(TensorType scores) {
    return place().label(scores);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    place().check(in);
    return List.of(TensorType.scalar(in.get(0).element()));
  }

  /** The label's own term is always the margin: it is taken off the mean. */
  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value scores = place().rows(g, in.get(0));
    Value labels = place().labels(g, in.get(0), in.get(1));
    Value index = reshape(g, labels, labels.shape().insert(1, Dim.of(1)));
    Value above = sub(g, scores, gatherElements(g, 1, scores, index));
    Value terms = relu(g, add(g, above, g.constant(margin, above)));
    Value mean = reduceMean(g, terms, List.of(), false);
    return List.of(sub(g, mean, g.constant(margin / classes(in.get(0).type()), mean)));
  }
}
