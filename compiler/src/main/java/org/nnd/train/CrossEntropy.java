package org.nnd.train;

import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.SoftmaxCrossEntropyLoss.softmaxCrossEntropy;

import java.util.List;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/**
 * loss = mean of -ln softmax(scores)[label], over examples and steps.
 *
 * <p>Scores [C] with a label from 0 to C - 1, or [T, C] with a label for each step. The scores are
 * what comes before a softmax, often called logits.
 */
public record CrossEntropy() implements Layer {
  static final Entry<CrossEntropy> ENTRY =
      Entry.of("cross_entropy", "mean of -ln softmax(scores)[label]", a -> new CrossEntropy())
          .taking(2, 2);

  @Override
  public TensorType label(TensorType scores) {
    return Labels.classes("cross_entropy", scores);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    return Labels.ofClasses("cross_entropy", in);
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value scores = in.get(0);
    Value labels = in.get(1);
    Shape rows = Shape.of(labels.shape().elements());
    Value flat = reshape(g, scores, rows.then(Shape.of(scores.shape().last())));
    return List.of(softmaxCrossEntropy(g, flat, reshape(g, labels, rows)));
  }
}
