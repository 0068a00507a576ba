package org.nnd.op;

import static org.nnd.op.Log.log;
import static org.nnd.op.Mul.mul;
import static org.nnd.op.Sub.sub;

import java.util.List;
import org.nnd.ir.Builder;
import org.nnd.ir.Value;
import org.nnd.ir.Vjp;

/** y = aᵇ. Shapes broadcast as in NumPy. */
public record Pow() implements Broadcasting {
  static final OpEntry ENTRY =
      OpEntry.of(
              Pow.class,
              Sample.of(new Pow(), Sample.positive(2, 3), Sample.numbers(2, 3)),
              Sample.of(new Pow(), Sample.positive(2, 3), Sample.numbers(3)),
              Sample.of(new Pow(), Sample.positive(4, 1, 3), Sample.numbers(2, 1)),
              Sample.of(new Pow(), Sample.positive(), Sample.numbers(2, 3)))
          .from(n -> n.as(new Pow()));

  public static Value pow(Builder g, Value a, Value b) {
    return g.apply(new Pow(), a, b);
  }

  @Override
  public List<Value> vjp(Vjp v) {
    Builder g = v.g();
    Value one = g.constant(1, v.x(1));
    Value da = mul(g, v.x(1), pow(g, v.x(0), sub(g, v.x(1), one)));
    Value db = mul(g, v.y(0), log(g, v.x(0)));
    return List.of(mul(g, v.dy(), da), mul(g, v.dy(), db));
  }
}
