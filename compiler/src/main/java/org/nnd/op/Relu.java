package org.nnd.op;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.ElementType;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/**
 * y = max(x, 0); the gradient at 0 is 0, as in PyTorch.
 *
 * <p>Whether y is over 0 is told by a HardSigmoid so steep that only below 10⁻³⁰ it tells a part:
 * half the time of a comparison and a cast.
 */
public record Relu() implements Elementwise {
  private static final double STEEPEST = 1e30;

  static final OpEntry ENTRY =
      OpEntry.of(
              Relu.class,
              Sample.of(new Relu(), Sample.numbers(3, 4)),
              Sample.of(new Relu(), Sample.between(-5, 5, 3, 4)).inFloat32().labelled("floats"))
          .from(n -> n.as(new Relu()));

  public static Value relu(Builder g, Value x) {
    return g.apply(new Relu(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    return List.of(mul(g, v.dy(), on(g, v.y(0))));
  }

  private static Value on(Builder g, Value y) {
    return y.element() == ElementType.FLOAT
        ? g.apply(new HardSigmoid(STEEPEST, 0), y)
        : cast(g, greater(g, y, g.constant(0, y)), y.element());
  }
}
