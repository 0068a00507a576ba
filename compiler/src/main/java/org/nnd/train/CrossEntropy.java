package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.GatherElements.gatherElements;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.SoftmaxCrossEntropyLoss.counting;
import static org.nnd.op.SoftmaxCrossEntropyLoss.indices;
import static org.nnd.op.SoftmaxCrossEntropyLoss.softmaxCrossEntropy;
import static org.nnd.op.Sub.sub;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.call.Refusal;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * loss = Σ w[label] · -ln softmax(scores)[label] / Σ w[label], over examples and steps.
 *
 * <p>The scores are what comes before a softmax, often called logits; {@link ClassAxis} says how
 * they lie. Smoothing by s makes it (1 - s) loss + s / C · Σ w[c] · -ln softmax(scores)[c] / Σ
 * w[label], summed over all classes c of what isn't ignored. As PyTorch's CrossEntropyLoss, whose
 * loss is no number too where all labels are ignored.
 *
 * <p>A value sent along as {@code weight} says what each example counts, or each label of it: the
 * loss of a label and its w are multiplied with it.
 *
 * @param classWeights w, one for each class; none means 1 for all
 * @param smoothing s
 * @param ignore the label that doesn't count, if there is one; it need not be a class
 * @param axis of the classes
 */
public record CrossEntropy(
    List<Double> classWeights, double smoothing, Optional<Long> ignore, long axis)
    implements Classified {
  private static final Argument<List<Double>> WEIGHTS =
      Argument.unset("weights", ArgumentType.numbers(0), "1 for all", "what each class counts");
  private static final Argument<Double> SMOOTHING =
      Argument.optional(
          "smoothing", ArgumentType.number(0, 1), 0.0, "the share of a label given to all classes");
  static final Argument<Long> IGNORE =
      Argument.unset("ignore", ArgumentType.whole(), "none", "the label that doesn't count");

  static final Entry<CrossEntropy> ENTRY =
      Entry.of(
              "cross_entropy",
              "mean of -ln softmax(scores)[label]",
              a ->
                  new CrossEntropy(
                      a.find(WEIGHTS).orElse(List.of()),
                      a.get(SMOOTHING),
                      a.find(IGNORE),
                      a.get(ClassAxis.AXIS)),
              WEIGHTS,
              SMOOTHING,
              IGNORE,
              ClassAxis.AXIS)
          .taking(2, 2)
          .with(ExampleWeight.NAME);

  public CrossEntropy {
    classWeights = List.copyOf(classWeights);
  }

  private ClassAxis place() {
    return new ClassAxis("cross_entropy", axis);
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
    long classes = classes(in.get(0));
    if (!classWeights.isEmpty() && classWeights.size() != classes) {
      throw new Refusal(
          "cross_entropy has "
              + classWeights.size()
              + " weights for the "
              + classes
              + " classes of "
              + in.get(0).perExample(),
          "give one for each class");
    }
    if (in.size() == 3) {
      ExampleWeight.check("cross_entropy", in.get(2), in.get(0), in.get(1));
    }
    return List.of(TensorType.scalar(in.get(0).element()));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value scores = place().rows(g, in.get(0));
    Value labels = place().labels(g, in.get(0), in.get(1));
    Optional<Tensor> w = classWeights.isEmpty() ? Optional.empty() : Optional.of(along(scores, 1));
    List<Value> results = softmaxCrossEntropy(g, scores, labels, w, ignore);
    if (in.size() == 3) {
      Value each = place().labels(g, in.get(0), ExampleWeight.spread(g, in.get(2), in.get(1)));
      return List.of(weighted(g, results.get(1), labels, w, each));
    }
    Value loss = results.get(0);
    return List.of(smoothing == 0 ? loss : smoothed(g, loss, results.get(1), labels, w));
  }

  /** The same with all that a label brings multiplied with its own v. */
  private Value weighted(Builder g, Value logs, Value labels, Optional<Tensor> w, Value each) {
    Value counts = mul(g, each, counting(g, labels, w, ignore, logs.element()));
    Value index = indices(g, labels, ignore);
    Value column = reshape(g, index, index.shape().insert(1, Dim.of(1)));
    Value own = reshapeLike(g, gatherElements(g, 1, logs, column), labels);
    Value sum = mul(g, counts, own);
    if (smoothing > 0) {
      Value all =
          w.isPresent() ? mul(g, logs, g.constant(along(logs, logs.shape().rank() - 1))) : logs;
      Value known = mul(g, each, counting(g, labels, Optional.empty(), ignore, logs.element()));
      Value spread = mul(g, known, reduceSum(g, all, List.of(1), false));
      double share = smoothing / logs.shape().dim(1).known().orElseThrow();
      sum =
          add(
              g,
              mul(g, sum, g.constant(1 - smoothing, sum)),
              mul(g, spread, g.constant(share, sum)));
    }
    Value total = reduceSum(g, sum, List.of(), false);
    return neg(g, div(g, total, reduceSum(g, counts, List.of(), false)));
  }

  private Value smoothed(Builder g, Value loss, Value logs, Value labels, Optional<Tensor> w) {
    if (w.isPresent()) {
      logs = mul(g, logs, g.constant(along(logs, logs.shape().rank() - 1)));
    }
    Value spread = reduceSum(g, logs, List.of(1), false);
    if (ignore.isPresent()) {
      spread = mul(g, spread, counting(g, labels, Optional.empty(), ignore, spread.element()));
    }
    Value counts = counting(g, labels, w, ignore, spread.element());
    Value mean =
        div(g, reduceSum(g, spread, List.of(), false), reduceSum(g, counts, List.of(), false));
    double share = smoothing / logs.shape().dim(1).known().orElseThrow();
    return sub(
        g, mul(g, loss, g.constant(1 - smoothing, loss)), mul(g, mean, g.constant(share, mean)));
  }

  /** The weights along the first of some axes. */
  private Tensor along(Value like, int axes) {
    long[] sizes = new long[axes];
    Arrays.fill(sizes, 1);
    sizes[0] = classWeights.size();
    double[] numbers = classWeights.stream().mapToDouble(x -> x).toArray();
    return Tensor.of(like.element(), Shape.of(sizes), numbers);
  }
}
