package org.nnd.op;

import static org.nnd.op.Mul.mul;
import static org.nnd.op.Neg.neg;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = 1 / x. */
public record Reciprocal() implements Elementwise {
  static final OpEntry ENTRY =
      OpEntry.of(Reciprocal.class, Sample.of(new Reciprocal(), Sample.positive(2, 3)))
          .from(n -> n.as(new Reciprocal()));

  /** The slope is -y². */
  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    return List.of(neg(g, mul(g, v.dy(), mul(g, v.y(0), v.y(0)))));
  }
}
