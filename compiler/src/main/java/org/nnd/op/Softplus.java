package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sigmoid.sigmoid;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = ln(1 + eˣ). */
public record Softplus() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Softplus.class, Sample.of(new Softplus(), Sample.numbers(2, 3)).inFloat32())
          .from(n -> n.as(new Softplus()));

  public static Value softplus(Builder g, Value x) {
    return g.apply(new Softplus(), x);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    return List.of(mul(v.g(), v.dy(), sigmoid(v.g(), v.x(0))));
  }
}
