package org.nnd.train;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Concat.concat;
import static org.nnd.op.GatherElements.gatherElements;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.SoftmaxCrossEntropyLoss.counting;
import static org.nnd.op.SoftmaxCrossEntropyLoss.indices;
import static org.nnd.op.SoftmaxCrossEntropyLoss.softmaxCrossEntropy;

import java.util.List;
import java.util.Optional;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Shape;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * e to the mean cross entropy over all labels: among how many equally likely classes the choice is.
 *
 * <p>The sums are Σ -ln softmax(scores)[label] and the number of labels, both without ignored ones.
 */
public record Perplexity(Optional<Long> ignore, long axis) implements Classified, Aggregation {
  static final Entry<Perplexity> ENTRY =
      Entry.of(
              "perplexity",
              "e to the mean cross entropy",
              a -> new Perplexity(a.find(CrossEntropy.IGNORE), a.get(ClassAxis.AXIS)),
              CrossEntropy.IGNORE,
              ClassAxis.AXIS)
          .taking(2, 2);

  private ClassAxis place() {
    return new ClassAxis("perplexity", axis);
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
    return List.of(TensorType.of(ElementType.DOUBLE, 2));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value scores = place().rows(g, in.get(0));
    Value labels = place().labels(g, in.get(0), in.get(1));
    Value logs = softmaxCrossEntropy(g, scores, labels, Optional.empty(), ignore).get(1);
    Value index = reshape(g, indices(g, labels, ignore), labels.shape().insert(1, Dim.of(1)));
    Value surprise = reshapeLike(g, neg(g, gatherElements(g, 1, logs, index)), labels);
    Value counts = counting(g, labels, Optional.empty(), ignore, ElementType.DOUBLE);
    Value counted = mul(g, cast(g, surprise, ElementType.DOUBLE), counts);
    return List.of(concat(g, 0, List.of(sum(g, counted), sum(g, counts))));
  }

  private static Value sum(Builder g, Value x) {
    return reshape(g, reduceSum(g, x, List.of(), false), Shape.of(1));
  }

  @Override
  public String describe() {
    return "perplexity";
  }

  @Override
  public Measure finish(double[] sums) {
    return new Measure.Single(Math.exp(sums[0] / sums[1]));
  }
}
