package org.nnd.train;

import static org.nnd.op.Add.add;
import static org.nnd.op.Div.div;
import static org.nnd.op.Exp.exp;
import static org.nnd.op.Log.log;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.ReduceSum.reduceSum;
import static org.nnd.op.Relu.relu;
import static org.nnd.op.Reshape.reshapeLike;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.call.Argument;
import org.nnd.call.ArgumentType;
import org.nnd.call.Entry;
import org.nnd.ir.Builder;
import org.nnd.ir.TensorType;
import org.nnd.ir.Value;
import org.nnd.layer.Emission;

/**
 * loss = mean of -p z ln σ(x) - (1 - z) ln(1 - σ(x)), over everything: scores x, labels z.
 *
 * <p>The scores are what comes before a sigmoid, one for each label ({@link YesNo}). Written as (1
 * - z) x + (1 + (p - 1) z) ln(1 + e⁻ˣ), whose exponents are never above 0. As PyTorch's
 * BCEWithLogitsLoss, whose pos_weight is p.
 *
 * <p>A value sent along as {@code weight} says what each example counts, or each label of it: the
 * mean is then one by these weights.
 *
 * @param positiveWeight p, what a label of 1 counts
 */
public record BinaryCrossEntropy(double positiveWeight) implements Classified {
  private static final Argument<Double> POSITIVE_WEIGHT =
      Argument.optional(
          "positive_weight", ArgumentType.positive(), 1.0, "what a label of 1 counts");

  static final Entry<BinaryCrossEntropy> ENTRY =
      Entry.of(
              "binary_cross_entropy",
              "mean of -z ln σ(x) - (1 - z) ln(1 - σ(x))",
              a -> new BinaryCrossEntropy(a.get(POSITIVE_WEIGHT)),
              POSITIVE_WEIGHT)
          .taking(2, 2)
          .with(ExampleWeight.NAME);

  @Override
  public long classes(TensorType scores) {
    return YesNo.single(scores) ? 2 : 0;
  }

  @Override
  public TensorType label(TensorType scores) {
    return YesNo.label(scores);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    YesNo.check("binary_cross_entropy", in.get(0), in.get(1));
    if (in.size() == 3) {
      ExampleWeight.check("binary_cross_entropy", in.get(2), in.get(0), in.get(1));
    }
    return List.of(TensorType.scalar(in.get(0).element()));
  }

  @Override
  public List<Value> emit(Emission e, List<Value> in) {
    Builder g = e.g();
    Value x = in.get(0);
    Value z = YesNo.like(g, in.get(1), x);
    Value one = g.constant(1, x);
    Value surprise = softplus(g, neg(g, x));
    if (positiveWeight != 1) {
      Value extra = mul(g, z, g.constant(positiveWeight - 1, x));
      surprise = mul(g, surprise, add(g, one, extra));
    }
    Value all = add(g, mul(g, sub(g, one, z), x), surprise);
    if (in.size() == 2) {
      return List.of(reduceMean(g, all, List.of(), false));
    }
    Value each = reshapeLike(g, ExampleWeight.spread(g, in.get(2), in.get(1)), all);
    Value sum = reduceSum(g, mul(g, each, all), List.of(), false);
    return List.of(div(g, sum, reduceSum(g, each, List.of(), false)));
  }

  /** ln(1 + eˣ) = m + ln(e⁻ᵐ + eˣ⁻ᵐ) for any m; the larger of x and 0 keeps it in range. */
  private static Value softplus(Builder g, Value x) {
    Value m = relu(g, x);
    return add(g, m, log(g, add(g, exp(g, neg(g, m)), exp(g, sub(g, x, m)))));
  }
}
