package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Cast.cast;
import static org.nnd.op.Equal.equal;
import static org.nnd.op.Log.log;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Sub.sub;

import java.util.List;
import java.util.stream.IntStream;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Autocast;
import org.nnd.layer.Emission;
import org.nnd.layer.Layer;

/**
 * loss = mean over examples of Σ t (ln t - prediction): labels t are probabilities, the prediction
 * log-probabilities.
 *
 * <p>Where t is 0 so is its term. As PyTorch's KLDivLoss with batchmean.
 */
public record KlDivergence() implements Layer {
  static final Entry<KlDivergence> ENTRY =
      Entry.of(
              "kl_divergence",
              "mean of Σ t (ln t - prediction), the prediction log-probabilities",
              a -> new KlDivergence())
          .taking(2, 2);

  @Override
  public Autocast.Numbers numbers() {
    return Autocast.Numbers.FLOAT;
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Labels.numbers("kl_divergence", in);
    return List.of(TensorType.scalar(in.get(0).element()));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value t = in.get(1);
    Value none = cast(g, equal(g, t, g.constant(0, t)), t.element());
    Value terms = mul(g, t, sub(g, log(g, add(g, t, none)), in.get(0)));
    List<Integer> axes = IntStream.range(1, t.shape().rank()).boxed().toList();
    Value each = axes.isEmpty() ? terms : reduceSum(g, terms, axes, false);
    return List.of(reduceMean(g, each, List.of(), false));
  }
}
