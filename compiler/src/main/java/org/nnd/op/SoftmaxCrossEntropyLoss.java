package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Div.div;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Exp.exp;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.GatherElements.gatherElements;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.ScatterElements.scatterElements;
import static org.nnd.op.Size.size;
import static org.nnd.op.Sub.sub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.ElementType;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * loss = Σ w[label] · -ln softmax(scores)[label] / Σ w[label]; the second output is ln
 * softmax(scores).
 *
 * <p>Scores [N, C, ...], labels int64 [N, ...] from 0 to C - 1, or the ignored one, whose w is 0;
 * weights [C], 1 where they are left out. Gradient: (softmax(scores) - one_hot(label)) w[label] / Σ
 * w[label]. With nothing but ignored labels it is 0 / 0, no number.
 *
 * @param weights [C] of the scores' element type, if not all are 1
 * @param ignore the label that doesn't count, if there is one
 */
public record SoftmaxCrossEntropyLoss(Optional<Tensor> weights, Optional<Long> ignore)
    implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
              SoftmaxCrossEntropyLoss.class,
              Sample.of(plain(), Sample.numbers(3, 4), Tensor.longs(1, 3, 0)),
              Sample.of(plain(), Sample.numbers(2, 3, 2), labels(2, 0, 1, 1)),
              Sample.of(ignoring(3), Sample.numbers(2, 3, 2), labels(2, 3, 1, 3)),
              Sample.of(weighted(Optional.empty()), Sample.numbers(2, 3, 2), labels(2, 0, 1, 1)),
              Sample.of(weighted(Optional.of(1L)), Sample.numbers(2, 3, 2), labels(2, 0, 1, 1)))
          .from(SoftmaxCrossEntropyLoss::read);

  private static SoftmaxCrossEntropyLoss plain() {
    return new SoftmaxCrossEntropyLoss(Optional.empty(), Optional.empty());
  }

  private static SoftmaxCrossEntropyLoss ignoring(long label) {
    return new SoftmaxCrossEntropyLoss(Optional.empty(), Optional.of(label));
  }

  private static SoftmaxCrossEntropyLoss weighted(Optional<Long> ignore) {
    return new SoftmaxCrossEntropyLoss(Optional.of(Sample.positive(3)), ignore);
  }

  private static Tensor labels(double... labels) {
    return Tensor.of(ElementType.INT64, Shape.of(2, 2), labels);
  }

  /** The loss and ln softmax(scores). */
  public static List<Value> softmaxCrossEntropy(
      Builder g, Value scores, Value labels, Optional<Tensor> weights, Optional<Long> ignore) {
    return g.node(new SoftmaxCrossEntropyLoss(weights, ignore), List.of(scores, labels)).outputs();
  }

  /** What each label counts: its class's weight, 1 without weights, 0 for the ignored one. */
  public static Value counting(
      Builder g, Value labels, Optional<Tensor> weights, Optional<Long> ignore, ElementType as) {
    Value own = expandLike(g, g.constant(Tensor.scalar(as, 1)), labels);
    if (weights.isPresent()) {
      Value flat = reshape(g, indices(g, labels, ignore), Shape.of(labels.shape().elements()));
      own = reshapeLike(g, gatherElements(g, 0, g.constant(weights.get()), flat), labels);
    }
    return ignore.isPresent() ? mul(g, own, cast(g, known(g, labels, ignore.get()), as)) : own;
  }

  /** 1 for each label that counts, 0 for the ignored one. */
  private static Value known(Builder g, Value labels, long ignore) {
    Value ignored = equal(g, labels, g.constant(Tensor.scalar(ignore)));
    return sub(g, g.constant(1, labels), cast(g, ignored, labels.element()));
  }

  /** The labels with 0 for the ignored one, which may be no class. */
  public static Value indices(Builder g, Value labels, Optional<Long> ignore) {
    return ignore.map(i -> mul(g, labels, known(g, labels, i))).orElse(labels);
  }

  private static Optional<OnnxNode.Reading> read(OnnxNode n) {
    Optional<Tensor> weights = n.has(2) ? n.constant(2) : Optional.empty();
    boolean told = n.has(2) && weights.isEmpty();
    long none = Long.MIN_VALUE;
    long ignored = n.integer("ignore_index", none);
    boolean usual =
        n.text("reduction", "mean").equals("mean") && n.type(1).element() == ElementType.INT64;
    Optional<Long> ignore = ignored == none ? Optional.empty() : Optional.of(ignored);
    return told || !usual
        ? Optional.empty()
        : n.as(new SoftmaxCrossEntropyLoss(weights, ignore), 0, 1);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Shape x = in.get(0).shape();
    if (!x.slice(0, 1).then(x.from(2)).equals(in.get(1).shape())) {
      throw new IllegalArgumentException("cross entropy of " + in);
    }
    return List.of(TensorType.scalar(in.get(0).element()), in.get(0));
  }

  @Override
  public Map<String, Object> attributes() {
    return ignore
        .<Map<String, Object>>map(i -> Map.of("reduction", "mean", "ignore_index", i))
        .orElse(Map.of("reduction", "mean"));
  }

  @Override
  public List<Tensor> constants() {
    return weights.stream().toList();
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value softmax = exp(g, v.y(1));
    List<Value> parts = new ArrayList<>();
    if (v.dy(0) != null) {
      parts.add(ofLoss(v, softmax));
    }
    if (v.dy(1) != null) {
      Value sum = reduceSum(g, v.dy(1), List.of(1), true);
      parts.add(sub(g, v.dy(1), mul(g, softmax, sum)));
    }
    Value dx = parts.size() == 2 ? add(g, parts.get(0), parts.get(1)) : parts.get(0);
    return Gradients.of(dx, null);
  }

  private Value ofLoss(Vjp v, Value softmax) {
    Builder g = v.g();
    Value labels = v.x(1);
    Shape column = labels.shape().insert(1, Dim.of(1));
    Value index = reshape(g, indices(g, labels, ignore), column);
    Value minusOne = expandLike(g, g.constant(-1, v.dy()), index);
    Value difference = scatterElements(g, 1, true, softmax, index, minusOne);
    if (weights.isEmpty() && ignore.isEmpty()) {
      return mul(g, difference, div(g, v.dy(), size(g, labels, v.dy().element())));
    }
    Value counts = counting(g, labels, weights, ignore, v.dy().element());
    Value scale = mul(g, counts, div(g, v.dy(), reduceSum(g, counts, List.of(), false)));
    return mul(g, difference, reshape(g, scale, column));
  }
}
