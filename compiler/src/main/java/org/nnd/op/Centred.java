package org.nnd.op;

import static org.nnd.op.Add.add;
import static org.nnd.op.BatchNormalization.affine;
import static org.nnd.op.Div.div;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;
import static org.nnd.op.ReduceMean.reduceMean;
import static org.nnd.op.Sqrt.sqrt;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;

/**
 * d = x - mean(x) with mean(d²), over some axes: what every normalisation starts from.
 *
 * @param axes they stay, with length 1
 * @param difference d
 */
record Centred(List<Integer> axes, Value mean, Value variance, Value difference) {

  static Centred of(Builder g, Value x, List<Integer> axes) {
    Value mean = reduceMean(g, x, axes, true);
    Value d = sub(g, x, mean);
    return new Centred(axes, mean, reduceMean(g, mul(g, d, d), axes, true), d);
  }

  /** 1 / √(variance + epsilon). */
  Value inverse(Builder g, double epsilon) {
    Value deviation = sqrt(g, add(g, variance, g.constant(epsilon, variance)));
    return div(g, g.constant(1, deviation), deviation);
  }

  /** mean(dy) and mean(dy d), from which all gradients follow. */
  record Means(Value plain, Value along) {}

  Means means(Builder g, Value dy) {
    Value along = reduceMean(g, mul(g, dy, difference), axes, true);
    return new Means(reduceMean(g, dy, axes, true), along);
  }

  /**
   * The gradient by x of f d / √(variance + epsilon), f the same along the axes: (dy - mean(dy) - d
   * i² mean(dy d)) f i with i the inverse. Three steps over all elements where each channel has one
   * mean, beside those of the means; the last is a product, which a convolution leaves to its
   * weights.
   *
   * @param scaled f i
   */
  Value gradient(Builder g, Value dy, Means of, Value inverse, Value scaled) {
    Value slope = neg(g, mul(g, mul(g, inverse, inverse), of.along()));
    return mul(g, add(g, dy, affine(g, difference, slope, neg(g, of.plain()))), scaled);
  }
}
