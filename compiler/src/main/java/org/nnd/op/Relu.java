package org.nnd.op;

import static org.nnd.op.Cast.cast;
import static org.nnd.op.Greater.greater;
import static org.nnd.op.Mul.mul;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = max(x, 0); the gradient at 0 is 0, as in PyTorch. */
public record Relu() implements Elementwise {
  static final OpEntry ENTRY = OpEntry.of(Relu.class, Sample.of(new Relu(), Sample.numbers(3, 4)));

  public static Value relu(Builder g, Value x) {
    return g.apply(new Relu(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value on = greater(g, v.y(0), g.constant(0, v.y(0)));
    return List.of(mul(g, v.dy(), cast(g, on, v.dy().element())));
  }
}
