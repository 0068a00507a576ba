package org.nnd.op;

import static org.nnd.op.Div.div;
import static org.nnd.op.Exp.exp;
import static org.nnd.op.Expand.expandLike;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Reshape.reshape;
import static org.nnd.op.ScatterElements.scatterElements;
import static org.nnd.op.Size.size;

import java.util.List;
import java.util.Map;
import org.nnd.ir.Builder;
import org.nnd.ir.Dim;
import org.nnd.ir.Op;
import org.nnd.ir.Shape;
import org.nnd.ir.Tensor;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * loss = mean of -ln softmax(scores)[label]; the second output is ln softmax(scores).
 *
 * <p>Scores [N, C, ...], labels int64 [N, ...] from 0 to C - 1. Gradient: (softmax(scores) -
 * one_hot(label)) / count.
 */
public record SoftmaxCrossEntropyLoss() implements Op {
  static final OpEntry ENTRY =
      OpEntry.of(
          SoftmaxCrossEntropyLoss.class,
          Sample.of(new SoftmaxCrossEntropyLoss(), Sample.numbers(3, 4), Tensor.longs(1, 3, 0))
              .seeing(1));

  public static Value softmaxCrossEntropy(Builder g, Value scores, Value labels) {
    return g.node(new SoftmaxCrossEntropyLoss(), List.of(scores, labels)).outputs().get(0);
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
    return Map.of("reduction", "mean");
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value labels = v.x(1);
    Shape column = labels.shape().insert(1, Dim.of(1));
    Value index = reshape(g, labels, column);
    Value minusOne = expandLike(g, g.constant(-1, v.dy()), index);
    Value difference = scatterElements(g, 1, true, exp(g, v.y(1)), index, minusOne);
    Value scale = div(g, v.dy(), size(g, labels, v.dy().element()));
    return Gradients.of(mul(g, difference, scale), null);
  }
}
